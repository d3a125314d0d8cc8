using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary><c>limit</c> of an image policy: which findings are tolerated.</summary>
internal static class LimitFields
{
    private static readonly LimitWords Words = new("limit.fixable", "limit.unfixable", "limit.allow", true);

    /// <summary>The most severe finding that passes, least tolerant first.</summary>
    private static readonly string[] Severities = ["NONE", "MINIMAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

    public static Requirement.Vulnerability Read(FieldReader fields)
    {
        var allowed = fields.Texts("allow");
        var blocked = fields.Texts("block");
        foreach (var id in allowed.Intersect(blocked))
        {
            fields.Error("block", $"{id} is allowed too");
        }

        var limits = new VulnerabilityLimits
        {
            Words = Words,
            Fixable = Threshold(fields, "fixable"),
            Unfixable = Threshold(fields, "unfixable"),
            AllowedIds = [.. allowed],
            BlockedIds = [.. blocked],
            BlockExploited = fields.Boolean("knownExploited") == false,
            MaximumExploitProbability = fields.Decimal("epss", 0, 1),
            RequireScan = fields.Boolean("unscanned") != true,
        };
        fields.Finish();
        return new(limits);
    }

    /// <summary>NONE tolerates nothing, and what is left out tolerates all.</summary>
    private static SeverityThreshold Threshold(FieldReader fields, string name) => fields.Word(name, Severities) switch
    {
        null => SeverityThreshold.AllowAll,
        "NONE" => new("BLOCK_ALL"),
        var severity => new(severity),
    };
}
