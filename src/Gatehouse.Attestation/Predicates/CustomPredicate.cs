using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>What <c>cosign attest --type custom</c> wraps: any text, and when it was wrapped.</summary>
public sealed record CustomPredicate(string Data, string Timestamp) : Predicate
{
    internal static CustomPredicate Read(JsonObjectReader json) => new(json.RequiredString("Data"), json.OptionalString("Timestamp") ?? "");
}
