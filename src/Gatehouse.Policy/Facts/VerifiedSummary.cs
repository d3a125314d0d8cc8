using System.Collections.Immutable;

namespace Gatehouse.Policy.Facts;

/// <summary>A verification summary (SLSA VSA) of the image whose signature has been verified.</summary>
/// <param name="Verifier"><c>verifier.id</c>.</param>
/// <param name="Resource"><c>resourceUri</c>.</param>
/// <param name="IsPassed"><c>verificationResult</c> is <c>PASSED</c>.</param>
/// <param name="Levels"><c>verifiedLevels</c>.</param>
/// <param name="Time"><c>timeVerified</c>; null when it says none.</param>
public sealed record VerifiedSummary(VerifiedSigner Signer, string Verifier, string Resource, bool IsPassed, ImmutableArray<string> Levels, DateTimeOffset? Time);
