using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>The JSON of a bundle, held against the rules of its version.</summary>
internal static class BundleReader
{
    public static SigstoreBundle? Read(JsonObjectReader bundle, BundleLimits limits)
    {
        var version = ReadVersion(bundle);
        var material = bundle.RequiredObject("verificationMaterial");
        var (message, envelope) = ReadContent(bundle, limits);
        if (version is not { } known || material is null)
        {
            return null;
        }

        var (certificates, hint) = ReadKeyMaterial(material, known, limits);
        return new()
        {
            Version = known,
            Certificates = certificates,
            KeyHint = hint,
            LogEntries = ReadLogEntries(material, known, limits),
            Timestamps = ReadTimestamps(material, limits),
            Message = message,
            Envelope = envelope,
        };
    }

    private static BundleVersion? ReadVersion(JsonObjectReader bundle)
    {
        BundleVersion? version = bundle.RequiredString("mediaType") switch
        {
            "application/vnd.dev.sigstore.bundle+json;version=0.1" => BundleVersion.V01,
            "application/vnd.dev.sigstore.bundle+json;version=0.2" => BundleVersion.V02,
            "application/vnd.dev.sigstore.bundle+json;version=0.3" or SigstoreBundle.MediaType => BundleVersion.V03,
            _ => null,
        };
        if (version is null && bundle.Has("mediaType"))
        {
            bundle.Refuse("mediaType", "is not that of a bundle of version 0.1, 0.2 or 0.3", FailureReason.Unsupported);
        }

        return version;
    }

    private static (MessageSignature? Message, Envelope? Envelope) ReadContent(JsonObjectReader bundle, BundleLimits limits)
    {
        if (bundle.Has("messageSignature") == bundle.Has("dsseEnvelope"))
        {
            bundle.Refuse("messageSignature", "and dsseEnvelope: a bundle has one of the two", FailureReason.NoSignature);
            return default;
        }

        if (bundle.OptionalObject("messageSignature") is { } message)
        {
            return (ReadMessage(message), null);
        }

        var json = bundle.OptionalObject("dsseEnvelope");
        var envelope = json is null ? null : Envelope.Read(json, limits.Envelope);
        if (envelope is { Signatures.Length: not 1 })
        {
            json!.Refuse("signatures", $"has {envelope.Signatures.Length} items, a bundle has exactly one", envelope.Signatures.IsEmpty ? FailureReason.NoSignature : FailureReason.Malformed);
        }

        return (null, envelope);
    }

    private static MessageSignature ReadMessage(JsonObjectReader message)
    {
        var digest = message.OptionalObject("messageDigest");
        var signature = message.RequiredBytes("signature");
        if (signature.Length == 0 && message.Has("signature"))
        {
            message.Refuse("signature", "is empty", FailureReason.NoSignature);
        }

        return digest is null ? new(signature, null, default) : new(signature, ProtoHash.Read(digest, "algorithm"), digest.RequiredBytes("digest"));
    }

    private static (ImmutableArray<Certificate> Certificates, string? Hint) ReadKeyMaterial(JsonObjectReader material, BundleVersion version, BundleLimits limits)
    {
        string[] members = ["certificate", "x509CertificateChain", "publicKey"];
        var present = members.Where(material.Has).ToArray();
        if (present.Length != 1)
        {
            material.Refuse("certificate", $"or x509CertificateChain or publicKey: exactly one has to be there, found {present.Length}", FailureReason.MissingMaterial);
            return ([], null);
        }

        if (present[0] == (version == BundleVersion.V03 ? "x509CertificateChain" : "certificate"))
        {
            material.Refuse(present[0], "is not how this version of the format hands over certificates");
            return ([], null);
        }

        return present[0] switch
        {
            "publicKey" => ([], material.OptionalObject("publicKey")?.OptionalString("hint") ?? ""),
            "certificate" => (ReadCertificates([material.OptionalObject("certificate")], version), null),
            _ => (ReadChain(material.OptionalObject("x509CertificateChain"), version, limits), null),
        };
    }

    private static ImmutableArray<Certificate> ReadChain(JsonObjectReader? chain, BundleVersion version, BundleLimits limits)
    {
        var certificates = ReadCertificates([.. chain?.Objects("certificates", limits.Certificates) ?? []], version);
        if (certificates.IsEmpty)
        {
            chain?.Refuse("certificates", "is empty", FailureReason.MissingMaterial);
        }

        return certificates;
    }

    /// <summary>Signers of version 0.1 did bring roots along; the verifier then wants them to be trusted ones.</summary>
    private static ImmutableArray<Certificate> ReadCertificates(IEnumerable<JsonObjectReader?> items, BundleVersion version)
    {
        var certificates = ImmutableArray.CreateBuilder<Certificate>();
        foreach (var item in items.OfType<JsonObjectReader>())
        {
            if (CertificateJson.Read(item) is not { } certificate)
            {
                continue;
            }

            if (certificate.IsSelfIssued && (version != BundleVersion.V01 || certificates.Count == 0))
            {
                item.Refuse("rawBytes", "is a root certificate, which a bundle must not bring along", FailureReason.CertificateInvalid);
            }

            certificates.Add(certificate);
        }

        return certificates.ToImmutable();
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadTimestamps(JsonObjectReader material, BundleLimits limits)
    {
        var data = material.OptionalObject("timestampVerificationData");
        var tokens = (data?.Objects("rfc3161Timestamps", limits.Timestamps) ?? []).Select(t => t.RequiredBytes("signedTimestamp")).ToList();
        if (tokens.Select(Convert.ToHexString).Distinct().Count() != tokens.Count)
        {
            data!.Refuse("rfc3161Timestamps", "has one timestamp twice");
        }

        return [.. tokens.Select(t => (ReadOnlyMemory<byte>)t)];
    }

    private static ImmutableArray<LogEntry> ReadLogEntries(JsonObjectReader material, BundleVersion version, BundleLimits limits)
    {
        var items = material.Objects("tlogEntries", limits.LogEntries);
        ImmutableArray<LogEntry> entries = [.. items.Select(i => LogEntryReader.Read(i, version)).OfType<LogEntry>()];
        if (entries.DistinctBy(e => (Convert.ToHexString(e.LogId.Span), e.Index)).Count() != entries.Length)
        {
            material.Refuse("tlogEntries", "has one entry twice");
        }

        return entries;
    }
}
