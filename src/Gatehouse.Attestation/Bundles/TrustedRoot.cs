using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>
/// Whose word counts for one sigstore instance (dev.sigstore.trustroot.v1.TrustedRoot). It is configuration of a policy and is never taken from a bundle.
/// Parse it once and keep it: it is immutable, safe for threads, and remembers the signatures inside its chains.
/// </summary>
public sealed record TrustedRoot
{
    /// <summary>Nobody's word counts: for signatures with a configured key alone.</summary>
    public static TrustedRoot Empty { get; } = new() { Logs = [], CertificateAuthorities = [], CertificateLogs = [], TimestampAuthorities = [] };

    /// <summary>Rekor.</summary>
    public required ImmutableArray<TransparencyLog> Logs { get; init; }

    /// <summary>Fulcio.</summary>
    public required ImmutableArray<CertificateAuthority> CertificateAuthorities { get; init; }

    /// <summary>Certificate transparency.</summary>
    public required ImmutableArray<TransparencyLog> CertificateLogs { get; init; }

    public required ImmutableArray<CertificateAuthority> TimestampAuthorities { get; init; }

    /// <summary>Reads <c>trusted_root.json</c>. Keys of algorithms that are reserved for later are passed over; any other flaw refuses the whole.</summary>
    public static Outcome<TrustedRoot> Parse(ReadOnlySpan<byte> json) => StrictJson.ReadObject(json, TrustedRootReader.Read);
}
