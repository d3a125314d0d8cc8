namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>Kinds of checks of a platform policy.</summary>
public enum CheckType
{
    AlwaysDeny,
    SimpleSigningAttestation,
    TrustedDirectory,
    ImageFreshness,
    Vulnerability,
    Slsa,
    SigstoreSignature,
}
