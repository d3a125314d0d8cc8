using System.Security.Cryptography;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>Whether an entry describes a given signature: same content, same signature, same key. A log vouches for whatever is uploaded, so this is what makes an entry evidence.</summary>
public static class LogEntryBinding
{
    /// <returns>Null when it does.</returns>
    public static Failure? Explain(LogEntry entry, LoggedContentFacts facts)
    {
        var parsed = LogEntryBody.Parse(entry.Body.Span);
        return !parsed.Succeeded ? parsed.Failures[0]
            : parsed.Found.Kind != entry.Kind || parsed.Found.Version != entry.Version ? Fail($"the log entry is {parsed.Found.Kind} {parsed.Found.Version}, announced as {entry.Kind} {entry.Version}")
            : Explain(parsed.Found, facts);
    }

    /// <returns>Null when the body describes the signature.</returns>
    public static Failure? Explain(LogEntryBody body, LoggedContentFacts facts) => ExplainContent(body, facts) ?? ExplainSignature(body, facts);

    private static Failure? ExplainContent(LogEntryBody body, LoggedContentFacts facts)
    {
        if (body.EnvelopeDigest is { } envelope && facts.EnvelopeText is { } text && !SHA256.HashData(text.Span).AsSpan().SequenceEqual(envelope.Span))
        {
            return Fail("the log entry is about another envelope");
        }

        var digest = body.Content == LoggedContent.SignedBytes ? facts.SignedDigest(body.DigestAlgorithm)
            : facts.Payload is { } payload ? CryptographicOperations.HashData(body.DigestAlgorithm, payload.Span)
            : null;
        return digest is null ? Fail($"the log entry is about an {body.DigestAlgorithm} digest that cannot be computed here")
            : !digest.AsSpan().SequenceEqual(body.Digest.Span) ? Fail("the log entry is about other content")
            : null;
    }

    private static Failure? ExplainSignature(LogEntryBody body, LoggedContentFacts facts)
    {
        var own = body.Signatures.Where(s => IsSignature(s, body, facts)).ToList();
        return own.Count == 0 ? Fail("the log entry is about another signature")
            : own.Any(s => IsKey(s, facts)) ? null
            : Fail("the log entry is about a signature with another key");
    }

    /// <summary>An entry without signatures binds the signature through the text of the envelope that holds it, or not at all.</summary>
    private static bool IsSignature(LoggedSignature logged, LogEntryBody body, LoggedContentFacts facts) =>
        logged.Signature is { } signature ? signature.Span.SequenceEqual(facts.Signature.Span) : body.EnvelopeDigest is not null && facts.EnvelopeText is not null;

    private static bool IsKey(LoggedSignature logged, LoggedContentFacts facts) =>
        !logged.IsCertificate ? logged.Verifier.Span.SequenceEqual(facts.SubjectPublicKeyInfo.Span)
        : facts.Certificate is { } certificate ? logged.Verifier.Span.SequenceEqual(certificate.Span)
        : Certificate.TryParse(logged.Verifier, out var parsed) && parsed.SubjectPublicKeyInfo.Span.SequenceEqual(facts.SubjectPublicKeyInfo.Span);

    private static Failure Fail(string text) => new(FailureReason.LogEntryMismatch, VerificationStep.Log, text);
}
