namespace Gatehouse.Attestation.Predicates;

public enum DocumentKind
{
    Spdx,
    CycloneDx,
    OpenVex,
}
