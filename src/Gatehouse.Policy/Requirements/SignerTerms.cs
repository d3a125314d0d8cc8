using System.Collections.Immutable;
using Gatehouse.Attestation.Keys;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Policy.Requirements;

/// <summary>Whose signature counts: one of some keys, or a certificate of one of some identities.</summary>
public sealed record SignerTerms
{
    /// <summary>Ids of keys, as the facts know them.</summary>
    public ImmutableArray<string> KeyIds { get; init; } = [];

    /// <summary>Those keys, as far as the policy itself holds them.</summary>
    public ImmutableArray<PublicKey> Keys { get; init; } = [];

    public ImmutableArray<IdentityTerm> Identities { get; init; } = [];

    /// <summary>The trust root that a certificate has to chain to; empty for any that the facts were gathered with.</summary>
    public string TrustRoot { get; init; } = "";

    /// <summary>Where signatures have to be found (<see cref="VerifiedSigner.Source"/>); empty for anywhere.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Only a signature whose log entry was verified counts.</summary>
    public bool RequireLog { get; init; }

    /// <summary>Only a signature with a verified timestamp counts.</summary>
    public bool RequireTimestamp { get; init; }

    /// <summary>Only a signature whose time is proven, by a log or a timestamp, counts.</summary>
    public bool RequireTime { get; init; }

    public bool Accept(VerifiedSigner signer) =>
        (!RequireLog || signer.IsLogged)
        && (!RequireTimestamp || signer.IsTimestamped)
        && (!RequireTime || signer.IsLogged || signer.IsTimestamped)
        && (Sources.IsEmpty || Sources.Contains(signer.Source))
        && (signer.KeyId.Length > 0
            ? KeyIds.Contains(signer.KeyId)
            : (TrustRoot.Length == 0 || TrustRoot == signer.TrustRoot) && Identities.Any(i => i.Matches(signer)));

    /// <summary>For messages.</summary>
    public override string ToString() => string.Join(" or ", KeyIds.Select(k => $"key {k}").Concat(Identities.Select(i => i.ToString())));

    public bool Equals(SignerTerms? other) =>
        other is not null && KeyIds.SequenceEqual(other.KeyIds) && Identities.SequenceEqual(other.Identities) && TrustRoot == other.TrustRoot && Sources.SequenceEqual(other.Sources)
        && RequireLog == other.RequireLog && RequireTimestamp == other.RequireTimestamp && RequireTime == other.RequireTime;

    public override int GetHashCode() => HashCode.Combine(KeyIds.Length, Identities.Length, TrustRoot, RequireLog, RequireTimestamp);
}
