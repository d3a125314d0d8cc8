namespace Gatehouse.Attestation.Notation;

/// <summary>Names on the wire (Notary Project signature specification, "Signature envelope").</summary>
internal static class NotationNames
{
    public const string Prefix = "io.cncf.notary.";
    public const string SigningScheme = Prefix + "signingScheme";
    public const string SigningTime = Prefix + "signingTime";
    public const string AuthenticSigningTime = Prefix + "authenticSigningTime";
    public const string Expiry = Prefix + "expiry";
    public const string VerificationPlugin = Prefix + "verificationPlugin";
    public const string VerificationPluginMinVersion = Prefix + "verificationPluginMinVersion";
    public const string TimestampSignature = Prefix + "timestampSignature";
    public const string SigningAgent = Prefix + "signingAgent";
    public const string X509 = "notary.x509";
    public const string SigningAuthority = "notary.x509.signingAuthority";

    public static string Of(SigningScheme scheme) => scheme is Notation.SigningScheme.X509 ? X509 : SigningAuthority;
}
