using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Bundles;

/// <summary>What a bundle has to show. Without an identity no certificate is accepted and without a key no bare key: a signature of anybody proves nothing.</summary>
public sealed record BundlePolicy
{
    /// <summary>Any one suffices.</summary>
    public ImmutableArray<CertificateIdentity> Identities { get; init; } = [];

    /// <summary>Any one suffices.</summary>
    public ImmutableArray<BundleKey> Keys { get; init; } = [];

    /// <summary>How many distinct trusted logs have to hold the signature; 1 by default, 0 to look at no log.</summary>
    public int LogThreshold { get; init; } = 1;

    /// <summary>How many trusted times (log promises and timestamps) there have to be. A certificate needs one whatever is set; 1 by default.</summary>
    public int TimeThreshold { get; init; } = 1;

    /// <summary>Whether the signing certificate has to be in a certificate transparency log; true by default.</summary>
    public bool RequireCertificateTimestamp { get; init; } = true;

    /// <summary>One signer by certificate.</summary>
    public static BundlePolicy For(params ImmutableArray<CertificateIdentity> identities) => new() { Identities = identities };

    /// <summary>One key, in no log and at no known time: what cosign makes with <c>--tlog-upload=false</c>.</summary>
    public static BundlePolicy ForKeyOnly(params ReadOnlySpan<PublicKey> keys)
    {
        var trusted = ImmutableArray.CreateBuilder<BundleKey>(keys.Length);
        foreach (var key in keys)
        {
            trusted.Add(new(new TrustedKey(key)));
        }

        return new() { Keys = trusted.ToImmutable(), LogThreshold = 0, TimeThreshold = 0 };
    }
}
