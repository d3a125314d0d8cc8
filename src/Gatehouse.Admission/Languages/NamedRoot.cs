using Gatehouse.Attestation.Bundles;

namespace Gatehouse.Admission.Languages;

/// <summary>A trust root that policies name.</summary>
/// <param name="Name">What facts call it (<c>VerifiedSigner.TrustRoot</c>).</param>
/// <param name="IsWithoutTransparency">Certificates need no timestamp of a certificate transparency log.</param>
public sealed record NamedRoot(string Name, TrustedRoot Root, bool IsWithoutTransparency = false);
