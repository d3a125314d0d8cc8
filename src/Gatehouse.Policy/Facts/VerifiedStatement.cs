using System.Text.Json;

namespace Gatehouse.Policy.Facts;

/// <summary>An in-toto statement about the image in an envelope that has been verified.</summary>
/// <param name="Content">The whole statement, with <c>predicateType</c> and <c>predicate</c>.</param>
public sealed record VerifiedStatement(VerifiedSigner Signer, string PredicateType, JsonElement Content);
