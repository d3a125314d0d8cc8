using System.Security.Cryptography;

namespace Gatehouse.Attestation.Timestamps;

/// <summary>Object identifiers of CMS (RFC 5652), its signing certificate attributes (RFC 5035) and timestamp tokens (RFC 3161).</summary>
internal static class TimestampOids
{
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string TokenInfo = "1.2.840.113549.1.9.16.1.4";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <exception cref="FormatException">Not a hash of the SHA-2 family with 256 bits or more.</exception>
    public static HashAlgorithmName HashOf(string oid) => oid switch
    {
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => throw new FormatException($"the hash algorithm {oid} of a timestamp token is not accepted"),
    };
}
