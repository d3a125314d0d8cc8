namespace Gatehouse.Attestation.Pgp;

/// <summary>RFC 9580 section 5.2.1.</summary>
internal enum SignatureType : byte
{
    Binary = 0x00,
    Text = 0x01,
    GenericCertification = 0x10,
    PositiveCertification = 0x13,
    SubkeyBinding = 0x18,
    PrimaryKeyBinding = 0x19,
    DirectKey = 0x1F,
    KeyRevocation = 0x20,
    SubkeyRevocation = 0x28,
    CertificationRevocation = 0x30,
}
