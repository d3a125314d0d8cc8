namespace Gatehouse.Attestation.Certificates;

/// <summary>Object identifiers of RFC 5280 and RFC 6962.</summary>
internal static class CertificateOids
{
    public const string KeyUsage = "2.5.29.15";
    public const string SubjectAlternativeName = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string NameConstraints = "2.5.29.30";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string AnyExtendedKeyUsage = "2.5.29.37.0";
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    public const string SignedCertificateTimestamps = "1.3.6.1.4.1.11129.2.4.2";
}
