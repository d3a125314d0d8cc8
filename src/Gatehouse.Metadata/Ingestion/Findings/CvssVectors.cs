using System.Collections.Frozen;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>
/// The metrics of a CVSS vector in Grafeas' message (first.org: CVSS v2 complete guide section 2.4; v3.1 section 6; v4.0 section 7). Scores are the report's, they are not computed.
/// </summary>
internal static class CvssVectors
{
    private static readonly FrozenDictionary<string, Action<CVSS>> Metrics = CreateMetrics();

    /// <summary>Unknown metrics and values are passed over: vectors in the wild carry extensions.</summary>
    /// <param name="version">2, 3 or 4; letters mean different things.</param>
    public static CVSS Parse(string vector, double score, int version)
    {
        var cvss = new CVSS { BaseScore = (float)score };
        foreach (var metric in vector.Split('/'))
        {
            if (Metrics.TryGetValue($"{version} {metric}", out var apply))
            {
                apply(cvss);
            }
        }

        return cvss;
    }

    /// <summary>A note has CVSS 3 in a message of its own, with the same numbers.</summary>
    public static CVSSv3 ToNote(CVSS cvss) => new()
    {
        BaseScore = cvss.BaseScore,
        AttackVector = (CVSSv3.Types.AttackVector)cvss.AttackVector,
        AttackComplexity = (CVSSv3.Types.AttackComplexity)cvss.AttackComplexity,
        PrivilegesRequired = (CVSSv3.Types.PrivilegesRequired)cvss.PrivilegesRequired,
        UserInteraction = (CVSSv3.Types.UserInteraction)cvss.UserInteraction,
        Scope = (CVSSv3.Types.Scope)cvss.Scope,
        ConfidentialityImpact = (CVSSv3.Types.Impact)cvss.ConfidentialityImpact,
        IntegrityImpact = (CVSSv3.Types.Impact)cvss.IntegrityImpact,
        AvailabilityImpact = (CVSSv3.Types.Impact)cvss.AvailabilityImpact,
    };

    private static FrozenDictionary<string, Action<CVSS>> CreateMetrics()
    {
        var map = new Dictionary<string, Action<CVSS>>(StringComparer.Ordinal);
        Add<CVSS.Types.AttackVector>("2", "AV", "N=1 A=2 L=3", (c, v) => c.AttackVector = v);
        Add<CVSS.Types.AttackVector>("34", "AV", "N=1 A=2 L=3 P=4", (c, v) => c.AttackVector = v);
        Add<CVSS.Types.AttackComplexity>("2", "AC", "L=1 M=3 H=2", (c, v) => c.AttackComplexity = v);
        Add<CVSS.Types.AttackComplexity>("34", "AC", "L=1 H=2", (c, v) => c.AttackComplexity = v);
        Add<CVSS.Types.Authentication>("2", "Au", "M=1 S=2 N=3", (c, v) => c.Authentication = v);
        Add<CVSS.Types.PrivilegesRequired>("34", "PR", "N=1 L=2 H=3", (c, v) => c.PrivilegesRequired = v);
        Add<CVSS.Types.UserInteraction>("3", "UI", "N=1 R=2", (c, v) => c.UserInteraction = v);
        Add<CVSS.Types.UserInteraction>("4", "UI", "N=1 P=3 A=4", (c, v) => c.UserInteraction = v);
        Add<CVSS.Types.Scope>("3", "S", "U=1 C=2", (c, v) => c.Scope = v);
        Add<CVSS.Types.Impact>("2", "C", "N=3 P=4 C=5", (c, v) => c.ConfidentialityImpact = v);
        Add<CVSS.Types.Impact>("2", "I", "N=3 P=4 C=5", (c, v) => c.IntegrityImpact = v);
        Add<CVSS.Types.Impact>("2", "A", "N=3 P=4 C=5", (c, v) => c.AvailabilityImpact = v);
        Add<CVSS.Types.Impact>("3", "C", "H=1 L=2 N=3", (c, v) => c.ConfidentialityImpact = v);
        Add<CVSS.Types.Impact>("3", "I", "H=1 L=2 N=3", (c, v) => c.IntegrityImpact = v);
        Add<CVSS.Types.Impact>("3", "A", "H=1 L=2 N=3", (c, v) => c.AvailabilityImpact = v);
        Add<CVSS.Types.AttackRequirements>("4", "AT", "N=1 P=2", (c, v) => c.AttackRequirements = v);
        Add<CVSS.Types.Impact>("4", "VC", "H=1 L=2 N=3", (c, v) => c.VulnerableSystemConfidentialityImpact = v);
        Add<CVSS.Types.Impact>("4", "VI", "H=1 L=2 N=3", (c, v) => c.VulnerableSystemIntegrityImpact = v);
        Add<CVSS.Types.Impact>("4", "VA", "H=1 L=2 N=3", (c, v) => c.VulnerableSystemAvailabilityImpact = v);
        Add<CVSS.Types.Impact>("4", "SC", "H=1 L=2 N=3", (c, v) => c.SubsequentSystemConfidentialityImpact = v);
        Add<CVSS.Types.Impact>("4", "SI", "H=1 L=2 N=3", (c, v) => c.SubsequentSystemIntegrityImpact = v);
        Add<CVSS.Types.Impact>("4", "SA", "H=1 L=2 N=3", (c, v) => c.SubsequentSystemAvailabilityImpact = v);
        Add<CVSS.Types.ExploitMaturity>("4", "E", "X=1 A=2 P=3 U=4", (c, v) => c.ExploitMaturity = v);
        return map.ToFrozenDictionary(StringComparer.Ordinal);

        void Add<T>(string versions, string metric, string values, Action<CVSS, T> set)
            where T : struct, Enum
        {
            foreach (var pair in values.Split(' '))
            {
                var value = (T)Enum.ToObject(typeof(T), pair[2] - '0');
                foreach (var version in versions)
                {
                    map.Add($"{version} {metric}:{pair[0]}", cvss => set(cvss, value));
                }
            }
        }
    }
}
