namespace Gatehouse.Attestation.Verification;

/// <summary>Who made a signature that holds.</summary>
/// <param name="KeyId">The trusted key's id as its owner configured it, or the computed one (<c>ni:///sha-256;…</c>, an OpenPGP fingerprint); never what the signature says of itself.</param>
/// <param name="Signature">The place of the signature among those offered, from 0.</param>
public sealed record Signer(string KeyId, int Signature)
{
    /// <summary>The certified identity (e-mail address, URI, distinguished name), where a certificate names one.</summary>
    public string? Identity { get; init; }

    /// <summary>Who vouches for the identity: the issuer of the token or certificate.</summary>
    public string? Issuer { get; init; }

    /// <summary>When the signature existed, where a trusted log or timestamp authority says so.</summary>
    public DateTimeOffset? Time { get; init; }
}
