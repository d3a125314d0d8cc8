using System.Collections.Immutable;

namespace Gatehouse.Attestation.Notation;

/// <summary>One statement of a trust policy. Made by <see cref="TrustPolicyDocument.Parse"/>, which checks it.</summary>
public sealed record TrustPolicyStatement(string Name)
{
    /// <summary><c>registry/repository</c>; empty for a global statement and for blobs.</summary>
    public ImmutableArray<string> RegistryScopes { get; init; } = [];

    /// <summary>Applies where no other statement does.</summary>
    public bool IsGlobal { get; init; }

    public required VerificationLevel Level { get; init; }

    public TimestampUse VerifyTimestamp { get; init; }

    public ImmutableArray<TrustStoreName> TrustStores { get; init; } = [];

    /// <summary>Whoever the trust stores vouch for is trusted: <c>*</c>.</summary>
    public bool TrustsAnyIdentity { get; init; }

    public ImmutableArray<DistinguishedName> TrustedIdentities { get; init; } = [];
}
