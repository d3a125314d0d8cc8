namespace Gatehouse.Attestation.Notation;

/// <summary>What a trust policy document is about.</summary>
public enum TrustPolicyKind
{
    /// <summary>Artifacts in registries, <c>trustpolicy.oci.json</c> or <c>trustpolicy.json</c>.</summary>
    Oci,

    /// <summary>Files, <c>trustpolicy.blob.json</c>.</summary>
    Blob,
}
