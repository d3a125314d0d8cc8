using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Kritis;

/// <summary>What Kritis's policies ask for, in the words that all policies share.</summary>
internal static class KritisRequirements
{
    private static readonly LimitWords Words = new("maximumSeverity", "maximumFixUnavailableSeverity", "allowlistCVEs", false);

    /// <summary>The order matters: a missing authority refuses allowlisted images too, and an attestation excuses from everything else.</summary>
    public static Requirement Of(ImageSecurityPolicy policy, Surroundings surroundings)
    {
        var authority = policy.AttestationAuthorityName;
        Requirement body = new Requirement.Except([new ExactImages(policy.ImageAllowlist)], new Requirement.All([new Requirement.Digest(), new Requirement.Vulnerability(Limits(policy, surroundings))]));
        if (authority.Length > 0)
        {
            body = surroundings.Authorities.Contains(authority)
                ? new Requirement.Unless(AttestedBy(authority), body)
                : AuthorityMissing(authority, policy.Namespace, "attestationAuthorityName");
        }

        return new Requirement.Except([new Repositories(surroundings.ExemptRepositories)], body);
    }

    /// <summary>
    /// All generic attestation policies of a namespace at once: an image needs one whose authorities all attest it, an exemption of any of them holds for all, and one that is malformed
    /// refuses everything, exempt images too.
    /// </summary>
    public static Requirement Of(IReadOnlyList<GenericAttestationPolicy> policies, Surroundings surroundings)
    {
        var malformed = policies.SelectMany(p => Malformed(p, surroundings)).ToImmutableArray();
        if (!malformed.IsEmpty)
        {
            return new Requirement.All(malformed);
        }

        var alternatives = policies.Select(p => (Requirement)new Requirement.InPolicy(p.FullName, new Requirement.All([.. p.AttestationAuthorityNames.Select(AttestedBy)])));
        ImmutableArray<IImagePattern> exempt = [new Repositories(surroundings.ExemptRepositories), .. policies.SelectMany(p => p.AdmissionAllowlistPatterns)];
        return new Requirement.Except(exempt, new Requirement.Any([.. alternatives]));
    }

    private static IEnumerable<Requirement> Malformed(GenericAttestationPolicy policy, Surroundings surroundings)
    {
        var missing = policy.AttestationAuthorityNames.Where(a => !surroundings.Authorities.Contains(a)).Select(a => AuthorityMissing(a, policy.Namespace, "attestationAuthorityNames"));
        var reasons = policy.AttestationAuthorityNames.IsEmpty ? [Empty] : missing;
        return reasons.Select(r => new Requirement.InPolicy(policy.FullName, r));
    }

    private static Requirement.Broken Empty { get; } =
        new("attestationAuthorityNames", "the policy names no attestation authority, so nothing can satisfy it", "name at least one authority under attestationAuthorityNames");

    private static Requirement AuthorityMissing(string authority, string @namespace, string field) => new Requirement.Broken(
        authority,
        $"the policy names the attestation authority \"{authority}\", which namespace \"{@namespace}\" does not have",
        $"apply an AttestationAuthority \"{authority}\" in namespace \"{@namespace}\", or take {field} out of the policy");

    private static Requirement AttestedBy(string authority) => new Requirement.AttestedBy(authority, $"have \"{authority}\" sign the digest with one of its keys, and record that as an occurrence of its note");

    private static VulnerabilityLimits Limits(ImageSecurityPolicy policy, Surroundings surroundings) => new()
    {
        Words = Words,
        Fixable = policy.MaximumSeverity,
        Unfixable = policy.MaximumFixUnavailableSeverity,
        AllowedNotes = policy.AllowlistCves,
        RequireScan = surroundings.RequireScan,
    };
}
