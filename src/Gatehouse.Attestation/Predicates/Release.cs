using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>in-toto release v0.1: the subjects are files of a package's release.</summary>
public sealed record Release(string Purl, string PackageId) : Predicate
{
    internal static Release Read(JsonObjectReader json) => new(json.RequiredString("purl"), json.OptionalString("packageId") ?? json.OptionalString("releaseId") ?? "");
}
