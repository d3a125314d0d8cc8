using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Keys;

/// <summary>Several keys at once.</summary>
public static class PublicKeys
{
    /// <summary>One or more keys in PEM, one block after the other; a block that is no public key refuses the whole text.</summary>
    public static Outcome<ImmutableArray<PublicKey>> FromPem(ReadOnlySpan<char> pem) => PublicKeyReader.ReadPemList(pem);
}
