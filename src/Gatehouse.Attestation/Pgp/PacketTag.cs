namespace Gatehouse.Attestation.Pgp;

/// <summary>RFC 9580 section 5, table of packet types.</summary>
internal enum PacketTag
{
    Signature = 2,
    OnePassSignature = 4,
    SecretKey = 5,
    PublicKey = 6,
    SecretSubkey = 7,
    Compressed = 8,
    Marker = 10,
    Literal = 11,
    Trust = 12,
    UserId = 13,
    PublicSubkey = 14,
    UserAttribute = 17,
    Padding = 21,
}
