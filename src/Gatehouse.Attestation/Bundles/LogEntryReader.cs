using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>dev.sigstore.rekor.v1.TransparencyLogEntry. Numbers that are zero may be left out, as in all proto3 JSON.</summary>
internal static class LogEntryReader
{
    public static LogEntry? Read(JsonObjectReader entry, BundleVersion version)
    {
        var logId = entry.RequiredObject("logId")?.RequiredBytes("keyId");
        var kind = entry.RequiredObject("kindVersion");
        var promise = entry.OptionalObject("inclusionPromise")?.RequiredBytes("signedEntryTimestamp");
        var proof = ReadProof(entry);
        RefuseWhatTheVersionLacks(entry, version, promise, proof);
        var body = entry.RequiredBytes("canonicalizedBody");
        return logId is null || kind is null ? null : new()
        {
            Index = ReadIndex(entry, "logIndex"),
            LogId = logId,
            Kind = kind.RequiredString("kind"),
            Version = kind.RequiredString("version"),
            IntegratedTimeSeconds = entry.OptionalInteger("integratedTime") is > 0 and var time ? time : null,
            Promise = promise is null ? default(ReadOnlyMemory<byte>?) : promise,
            Proof = proof,
            Body = body,
        };
    }

    private static void RefuseWhatTheVersionLacks(JsonObjectReader entry, BundleVersion version, byte[]? promise, InclusionProof? proof)
    {
        if (version == BundleVersion.V01 && promise is null)
        {
            entry.Refuse("inclusionPromise", "is missing, which a bundle of version 0.1 needs", FailureReason.MissingMaterial);
        }

        if (version != BundleVersion.V01 && proof?.Checkpoint is null)
        {
            entry.Refuse("inclusionProof", "with a checkpoint is missing, which bundles from version 0.2 on need", FailureReason.MissingMaterial);
        }
    }

    private static InclusionProof? ReadProof(JsonObjectReader entry)
    {
        if (entry.OptionalObject("inclusionProof") is not { } proof)
        {
            return null;
        }

        var hashes = proof.Strings("hashes", InclusionProof.MaximumHashes).Select(h => Base64Text.Decode(h)).ToList();
        if (hashes.Contains(null))
        {
            proof.Refuse("hashes", "has an item that is not base64");
        }

        var checkpoint = proof.OptionalObject("checkpoint")?.RequiredString("envelope");
        return new(
            ReadIndex(proof, "logIndex"),
            ReadIndex(proof, "treeSize"),
            proof.RequiredBytes("rootHash"),
            [.. hashes.OfType<byte[]>().Select(h => (ReadOnlyMemory<byte>)h)],
            checkpoint);
    }

    private static ulong ReadIndex(JsonObjectReader reader, string member)
    {
        var value = reader.OptionalInteger(member) ?? 0;
        if (value < 0)
        {
            reader.Refuse(member, "is negative");
        }

        return (ulong)Math.Max(value, 0);
    }
}
