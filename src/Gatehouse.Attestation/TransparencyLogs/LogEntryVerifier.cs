using System.Globalization;
using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>Whether a trusted log vouches for an entry: by its promise, by a proof under its checkpoint, and by both where both are there.</summary>
public static class LogEntryVerifier
{
    private const int KeyHintSizeBytes = 4;

    /// <param name="times">Trusted times from elsewhere, at which the key of a log that tells none has to be in use.</param>
    public static Outcome<VerifiedLogEntry> Verify(LogEntry entry, IReadOnlyList<TransparencyLog> logs, IReadOnlyList<DateTimeOffset> times)
    {
        var named = logs.Where(l => l.LogId.Span.SequenceEqual(entry.LogId.Span)).ToList();
        if (named.Count == 0)
        {
            return Fail(FailureReason.UnknownLog, $"no trusted log has the id {Convert.ToHexStringLower(entry.LogId.Span)}");
        }

        Outcome<VerifiedLogEntry> outcome = default;
        foreach (var log in named)
        {
            outcome = Verify(entry, log, times);
            if (outcome.Succeeded)
            {
                break;
            }
        }

        return outcome;
    }

    private static Outcome<VerifiedLogEntry> Verify(LogEntry entry, TransparencyLog log, IReadOnlyList<DateTimeOffset> times)
    {
        if (entry.Promise is null && entry.Proof?.Checkpoint is null)
        {
            return Fail(FailureReason.MissingMaterial, "the log entry has neither a promise nor a proof with a checkpoint");
        }

        if ((VerifyPromise(entry, log) ?? VerifyProof(entry, log)) is { } failure)
        {
            return failure;
        }

        // Rekor v2 tells no time, and an integratedTime without a promise is anybody's word.
        var time = entry.Promise is null || IsSecondGeneration(entry) ? null : Instant(entry.IntegratedTimeSeconds);
        var outside = (time is { } own ? [own] : times).Where(t => !log.Validity.Contains(t)).ToList();
        return outside.Count > 0
            ? Fail(FailureReason.UnknownLog, $"the key of the log {log.BaseUrl} was in use from {log.Validity}, not at {outside[0]:u}")
            : new VerifiedLogEntry(entry, log, time);
    }

    private static Failure? VerifyPromise(LogEntry entry, TransparencyLog log) =>
        entry.Promise is not { } promise ? null
        : Instant(entry.IntegratedTimeSeconds) is null ? Fail(FailureReason.InclusionPromise, "the log entry has a promise without a time")
        : log.Signed(PromisedBytes(entry), promise.Span) ? null
        : Fail(FailureReason.InclusionPromise, $"the promise of inclusion is not signed by the log {log.BaseUrl}");

    /// <summary>RFC 8785 JSON of the entry: names in order, no space.</summary>
    private static byte[] PromisedBytes(LogEntry entry) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"body":"{{Convert.ToBase64String(entry.Body.Span)}}","integratedTime":{{entry.IntegratedTimeSeconds}},"logID":"{{Convert.ToHexStringLower(entry.LogId.Span)}}","logIndex":{{entry.Index}}}"""));

    private static Failure? VerifyProof(LogEntry entry, TransparencyLog log) =>
        entry.Proof is not { } proof ? null
        : MerkleTree.FindRoot(MerkleTree.HashLeaf(entry.Body.Span), proof.Index, proof.TreeSize, proof.Hashes) is not { } root
            ? Fail(FailureReason.InclusionProof, $"the proof of inclusion has {proof.Hashes.Length} hashes, which does not go with leaf {proof.Index} of {proof.TreeSize}")
        : !root.AsSpan().SequenceEqual(proof.RootHash.Span) ? Fail(FailureReason.InclusionProof, "the proof of inclusion leads to another root")
        : proof.Checkpoint is { } checkpoint ? VerifyCheckpoint(entry, proof, checkpoint, log)
        : null;

    private static Failure? VerifyCheckpoint(LogEntry entry, InclusionProof proof, string envelope, TransparencyLog log)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint.Parse(envelope);
        }
        catch (FormatException e)
        {
            return Fail(FailureReason.Checkpoint, e.Message);
        }

        return checkpoint.Size != proof.TreeSize || !checkpoint.RootHash.Span.SequenceEqual(proof.RootHash.Span) ? Fail(FailureReason.Checkpoint, "the checkpoint is of another tree than the proof of inclusion")
            : IsSigned(entry, checkpoint, log) ? null
            : Fail(FailureReason.Checkpoint, $"the checkpoint of {checkpoint.Origin} is not signed by the log {log.BaseUrl}");
    }

    /// <summary>Lines of witnesses and of other keys are passed over. The first Rekor signs under its host name below an origin with its tree, the second under the origin itself.</summary>
    private static bool IsSigned(LogEntry entry, Checkpoint checkpoint, TransparencyLog log) => checkpoint.Note.Signatures.Any(s =>
        log.CheckpointKeyId.Length >= KeyHintSizeBytes
        && s.KeyHint.Span.SequenceEqual(log.CheckpointKeyId.Span[..KeyHintSizeBytes])
        && (!IsSecondGeneration(entry) || s.Name == checkpoint.Origin)
        && log.Signed(checkpoint.Note.SignedBytes.Span, s.Signature.Span));

    private static bool IsSecondGeneration(LogEntry entry) => entry is { Kind: "hashedrekord" or "dsse", Version: "0.0.2" };

    private static DateTimeOffset? Instant(long? seconds) =>
        seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    private static Failure Fail(FailureReason reason, string text) => new(reason, VerificationStep.Log, text);
}
