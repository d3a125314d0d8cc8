using System.Collections.Immutable;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>in-toto simple verification result v0.2: properties that a verifier found to hold.</summary>
public sealed record SimpleVerificationResult(string VerifierId, ImmutableArray<ResourceDescriptor> Policies, DateTimeOffset? TimeCreated, ImmutableArray<string> Properties) : Predicate
{
    internal static SimpleVerificationResult Read(JsonObjectReader json)
    {
        var verifier = json.RequiredObject("verifier");
        return new(
            verifier?.RequiredString("id") ?? "",
            verifier is null ? [] : [.. verifier.Objects("policies").Select(ResourceDescriptor.Read)],
            json.OptionalTime("timeCreated"),
            json.Strings("properties"));
    }
}
