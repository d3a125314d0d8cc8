using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>
/// A sigstore bundle (dev.sigstore.bundle.v1, versions 0.1 to 0.3): a signature with what is needed to verify it offline. Reading it checks the rules of its
/// version; only a <see cref="BundleVerifier"/> says whether anything in it is true.
/// </summary>
public sealed record SigstoreBundle
{
    /// <summary>As written by us, and the artifact type of bundles in a registry.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    public required BundleVersion Version { get; init; }

    /// <summary>Signing certificate first, then what came with it; empty in a bundle with a bare key.</summary>
    public required ImmutableArray<Certificate> Certificates { get; init; }

    /// <summary>Which key signed, in the signer's words; null in a bundle with a certificate.</summary>
    public required string? KeyHint { get; init; }

    public required ImmutableArray<LogEntry> LogEntries { get; init; }

    /// <summary>Timestamp tokens or responses, DER.</summary>
    public required ImmutableArray<ReadOnlyMemory<byte>> Timestamps { get; init; }

    /// <summary>Null in a bundle of an envelope.</summary>
    public required MessageSignature? Message { get; init; }

    /// <summary>With exactly one signature; null in a bundle of a message signature.</summary>
    public required Envelope? Envelope { get; init; }

    /// <summary>The envelope as it was uploaded to the log, where the carrier kept it; the JSON of a bundle does not.</summary>
    internal ReadOnlyMemory<byte>? EnvelopeText { get; init; }

    public Certificate? SigningCertificate => Certificates.IsEmpty ? null : Certificates[0];

    public ReadOnlyMemory<byte> Signature => Message is { } message ? message.Signature : Envelope!.Signatures[0].Signature;

    public static Outcome<SigstoreBundle> Parse(ReadOnlySpan<byte> json, BundleLimits? limits = null)
    {
        limits ??= BundleLimits.Default;
        return StrictJson.ReadObject(json, reader => BundleReader.Read(reader, limits), limits.Json);
    }
}
