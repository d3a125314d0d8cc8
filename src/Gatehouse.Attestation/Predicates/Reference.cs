using System.Collections.Immutable;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>in-toto reference v0.1: documents about the subject that are kept elsewhere.</summary>
public sealed record Reference(string AttesterId, ImmutableArray<ResourceDescriptor> References) : Predicate
{
    internal static Reference Read(JsonObjectReader json) =>
        new(json.RequiredObject("attester")?.RequiredString("id") ?? "", [.. json.Objects("references").Select(ResourceDescriptor.ReadValid)]);
}
