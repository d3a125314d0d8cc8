namespace Gatehouse.Policy.Facts;

/// <summary>Who stands behind a signature whose cryptography has been verified. Whether anybody wants that signer is for policies to say.</summary>
public sealed record VerifiedSigner
{
    /// <summary>Id of the key that verified, as policies name keys; empty for signatures by certificate.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>Who vouched for the subject (Fulcio's issuer extension); empty for keys.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Subject of the certificate: an address or a URI; empty for keys.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Name of the trust root that the certificate chains to; empty for keys.</summary>
    public string TrustRoot { get; init; } = "";

    /// <summary>Its entry in a transparency log has been verified.</summary>
    public bool IsLogged { get; init; }

    /// <summary>A timestamp of a trusted authority has been verified.</summary>
    public bool IsTimestamped { get; init; }

    /// <summary>Where the signature was found: <c>projects/P</c> for the records of a project; empty for the image's registry.</summary>
    public string Source { get; init; } = "";

    /// <summary>For messages.</summary>
    public override string ToString() => KeyId.Length > 0 ? $"key {KeyId}" : $"{Subject} ({Issuer})";
}
