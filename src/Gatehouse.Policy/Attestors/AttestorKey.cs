using Gatehouse.Policy.Keys;

namespace Gatehouse.Policy.Attestors;

/// <summary>A key whose signatures an attestor stands behind.</summary>
/// <param name="Id">What a signature names it by (<c>publicKeyId</c>).</param>
public abstract record AttestorKey(string Id)
{
    /// <param name="Id">The key's v4 fingerprint, 40 upper-case hex digits; empty until it has been computed.</param>
    /// <param name="Armored">OpenPGP public key block (RFC 4880 section 6.2).</param>
    public sealed record Pgp(string Id, string Armored) : AttestorKey(Id);

    /// <param name="Id">A URI (RFC 3986).</param>
    public sealed record Pkix(string Id, PublicKeyPem Key, PkixAlgorithm Algorithm) : AttestorKey(Id);
}
