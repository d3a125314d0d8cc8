namespace Gatehouse.Attestation.Pgp;

/// <summary>RFC 9580 section 9.5.</summary>
internal enum HashId : byte
{
    Md5 = 1,
    Sha1 = 2,
    RipeMd160 = 3,
    Sha256 = 8,
    Sha384 = 9,
    Sha512 = 10,
    Sha224 = 11,
}
