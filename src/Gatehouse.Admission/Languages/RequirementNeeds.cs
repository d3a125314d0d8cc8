using System.Collections.Immutable;
using Gatehouse.Admission.Registries;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Languages;

/// <summary>What has to be found out to judge by a requirement, as far as the requirement itself tells: attestors and roots are known by name only.</summary>
public static class RequirementNeeds
{
    /// <param name="place">Where signatures are looked for.</param>
    public static FactNeeds Of(Requirement requirement, EvidencePlace place) => requirement switch
    {
        Requirement.All all => Of(all.Items, place),
        Requirement.Any any => Of(any.Items, place),
        Requirement.AtLeast atLeast => Of(atLeast.Items, place),
        Requirement.Unless unless => Of(unless.Excuse, place).With(Of(unless.Body, place)),
        Requirement.Except except => Of(except.Body, place),
        Requirement.InPolicy inPolicy => Of(inPolicy.Body, place),
        Requirement.Vulnerability or Requirement.ScannedWithin => new() { Findings = true },
        Requirement.Provenance provenance => new FactNeeds { Builds = true }.With(provenance.Terms.Signer is { } builder ? Of(builder, place) : FactNeeds.None),
        Requirement.Summary summary => summary.Terms.Signer is { } verifier ? Of(verifier, place) : FactNeeds.None,
        Requirement.BuiltFrom => new() { Builds = true },
        Requirement.Freshness => new() { UploadTime = true },
        Requirement.Signature signature => Of(signature.Signer, place),
        Requirement.Statement statement => Of(statement.Signer, place),
        _ => FactNeeds.None,
    };

    private static FactNeeds Of(ImmutableArray<Requirement> items, EvidencePlace place) => items.Aggregate(FactNeeds.None, (needs, item) => needs.With(Of(item, place)));

    /// <summary>Who counts only what stands in the records needs no registry.</summary>
    private static FactNeeds Of(SignerTerms signer, EvidencePlace place) => new()
    {
        Places = signer.Sources.IsEmpty || signer.Sources.Any(s => !s.StartsWith("projects/", StringComparison.Ordinal)) ? [place] : [],
        Keys = [.. signer.Keys.Select(k => new TrustedKey(k.Id, k))],
    };
}
