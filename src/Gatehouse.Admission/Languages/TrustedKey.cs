using Gatehouse.Attestation.Keys;

namespace Gatehouse.Admission.Languages;

/// <summary>A key that policies name.</summary>
/// <param name="Id">What facts call it (<c>VerifiedSigner.KeyId</c>).</param>
public sealed record TrustedKey(string Id, PublicKey Key);
