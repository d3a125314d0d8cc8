using Gatehouse.Artifacts.Content;

namespace Gatehouse.Attestation.Cosign;

/// <summary>Names by which cosign keeps signatures beside images (sigstore/cosign, specs/SIGNATURE_SPEC.md and BUNDLE_SPEC.md).</summary>
public static class CosignNames
{
    public const string SignatureMediaType = "application/vnd.dev.cosign.simplesigning.v1+json";
    public const string SignatureAnnotation = "dev.cosignproject.cosign/signature";
    public const string CertificateAnnotation = "dev.sigstore.cosign/certificate";
    public const string ChainAnnotation = "dev.sigstore.cosign/chain";
    public const string BundleAnnotation = "dev.sigstore.cosign/bundle";
    public const string TimestampAnnotation = "dev.sigstore.cosign/rfc3161timestamp";

    /// <summary>The tag of an image's signatures: <c>sha256-….sig</c>.</summary>
    /// <param name="prefix">Put before it with a hyphen; empty by default.</param>
    public static string SignatureTag(Digest image, string prefix = "") => $"{ReferrersTag(image, prefix)}.sig";

    /// <summary>The tag of an image's attestations: <c>sha256-….att</c>.</summary>
    public static string AttestationTag(Digest image, string prefix = "") => $"{ReferrersTag(image, prefix)}.att";

    /// <summary>The tag that lists referrers where the registry has no API for them (OCI distribution-spec 1.1).</summary>
    public static string ReferrersTag(Digest image, string prefix = "") => $"{(prefix.Length == 0 ? "" : prefix + "-")}{image.ToString().Replace(':', '-')}";
}
