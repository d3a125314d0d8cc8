using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Envelopes;

/// <summary>A key that the verifier trusts, under the id its owner gave it, and how signatures with it are made.</summary>
/// <param name="Id">What results name; the computed id where the owner gave none.</param>
/// <param name="Scheme">Null takes what DSSE takes for the kind of key.</param>
public sealed record TrustedKey(PublicKey Key, string Id, SignatureScheme? Scheme = null)
{
    public TrustedKey(PublicKey key) : this(key, key.Id)
    {
    }
}
