using System.Collections.Immutable;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>SLSA verification summary (VSA): somebody looked at the evidence, and this is what they found.</summary>
public sealed record VerificationSummary : Predicate
{
    public required string VerifierId { get; init; }

    public required string ResourceUri { get; init; }

    public DateTimeOffset? TimeVerified { get; init; }

    public ResourceDescriptor? Policy { get; init; }

    public ImmutableArray<ResourceDescriptor> InputAttestations { get; init; } = [];

    /// <summary>True for <c>PASSED</c> alone.</summary>
    public bool IsPassed { get; init; }

    public ImmutableArray<string> VerifiedLevels { get; init; } = [];

    /// <summary>How many dependencies reach which level.</summary>
    public ImmutableDictionary<string, long> DependencyLevels { get; init; } = ImmutableDictionary<string, long>.Empty;

    public string SlsaVersion { get; init; } = "";

    internal static VerificationSummary Read(JsonObjectReader json)
    {
        var result = json.OptionalString("verificationResult") ?? json.RequiredString("verification_result");
        if (result is not ("PASSED" or "FAILED" or ""))
        {
            json.Refuse("verificationResult", "must be PASSED or FAILED");
        }
        var policy = json.OptionalObject("policy");
        var levels = json.OptionalObject("dependencyLevels");
        return new()
        {
            VerifierId = json.RequiredObject("verifier")?.RequiredString("id") ?? "",
            ResourceUri = json.OptionalString("resourceUri") ?? json.RequiredString("resource_uri"),
            TimeVerified = json.OptionalTime("timeVerified"),
            Policy = policy is null ? null : ResourceDescriptor.Read(policy),
            InputAttestations = [.. json.Objects("inputAttestations").Select(ResourceDescriptor.Read)],
            IsPassed = result == "PASSED",
            // v0.2 names a single level.
            VerifiedLevels = json.OptionalString("policy_level") is { } level ? [level] : json.Strings("verifiedLevels"),
            DependencyLevels = levels is null ? ImmutableDictionary<string, long>.Empty
                : levels.Element.EnumerateObject().ToImmutableDictionary(m => m.Name, m => levels.RequiredInteger(m.Name)),
            SlsaVersion = json.OptionalString("slsaVersion") ?? "",
        };
    }
}
