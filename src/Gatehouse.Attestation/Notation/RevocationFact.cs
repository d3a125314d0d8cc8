namespace Gatehouse.Attestation.Notation;

/// <summary>What was found out about one certificate before the verification.</summary>
/// <param name="InvalidFrom">The invalidityDate of the revocation (RFC 5280 section 5.3.2); null when it names none, and then nothing the key ever signed counts.</param>
public sealed record RevocationFact(RevocationState State, DateTimeOffset? InvalidFrom = null);
