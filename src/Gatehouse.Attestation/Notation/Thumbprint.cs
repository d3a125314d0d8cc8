using System.Security.Cryptography;
using Gatehouse.Attestation.Certificates;

namespace Gatehouse.Attestation.Notation;

/// <summary>How notation names a certificate, in revocation facts and in the annotation <c>io.cncf.notary.x509chain.thumbprint#S256</c>.</summary>
public static class Thumbprint
{
    /// <summary>SHA-256 of the DER, 64 lower-case hex digits.</summary>
    public static string Of(Certificate certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.Raw.Span));
}
