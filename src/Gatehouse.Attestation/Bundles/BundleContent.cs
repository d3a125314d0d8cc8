using System.Security.Cryptography;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>The signature of a bundle, with the key and the artifact it has to go with.</summary>
internal sealed class BundleContent
{
    private readonly SigstoreBundle _bundle;
    private readonly SignedArtifact? _artifact;
    private readonly TrustedKey _key;
    private readonly byte[]? _signedBytes;

    public BundleContent(SigstoreBundle bundle, SignedArtifact? artifact, TrustedKey key)
    {
        (_bundle, _artifact, _key, _signedBytes) = (bundle, artifact, key, bundle.Envelope?.ToSignedBytes());
        Facts = new()
        {
            Signature = bundle.Signature,
            SignedDigest = FindSignedDigest,
            Payload = bundle.Envelope?.Payload,
            EnvelopeText = bundle.EnvelopeText,
            Certificate = bundle.SigningCertificate?.Raw,
            SubjectPublicKeyInfo = bundle.SigningCertificate?.SubjectPublicKeyInfo ?? key.Key.SubjectPublicKeyInfo,
        };
    }

    public LoggedContentFacts Facts { get; }

    /// <returns>Null when the signature holds and is about the artifact.</returns>
    public Failure? Explain() => _bundle.Message is { } message ? ExplainMessage(message) : ExplainEnvelope(_bundle.Envelope!);

    private byte[]? FindSignedDigest(HashAlgorithmName algorithm) =>
        _signedBytes is not null ? CryptographicOperations.HashData(algorithm, _signedBytes) : _artifact?.FindDigest(algorithm);

    private Failure? ExplainMessage(MessageSignature message)
    {
        if (_artifact is null)
        {
            return new(FailureReason.MissingMaterial, VerificationStep.Subject, "the bundle signs an artifact, and none was given");
        }

        if (message.DigestAlgorithm is { } algorithm && _artifact.FindDigest(algorithm) is { } digest && !digest.AsSpan().SequenceEqual(message.Digest.Span))
        {
            return new(FailureReason.WrongDigest, VerificationStep.Subject, "the bundle is about an artifact with another digest");
        }

        return Schemes(message).Any(s => Holds(s, message)) ? null : Mismatch();
    }

    /// <summary>Signers that only have a hash use the prehashed variant of Ed25519, and say so by the hash.</summary>
    private IEnumerable<SignatureScheme> Schemes(MessageSignature message)
    {
        yield return Scheme;
        if (_key.Scheme is null && _key.Key.Kind == KeyKind.Ed25519 && message.DigestAlgorithm == HashAlgorithmName.SHA512)
        {
            yield return SignatureScheme.Ed25519Prehashed;
        }
    }

    private bool Holds(SignatureScheme scheme, MessageSignature message) =>
        scheme.Family == SignatureFamily.Ed25519
            ? _artifact!.Bytes is { } bytes && _key.Key.Verify(bytes.Span, message.Signature.Span, scheme)
            : _artifact!.FindDigest(scheme.Hash) is { } digest && _key.Key.VerifyHash(digest, message.Signature.Span, scheme);

    private Failure? ExplainEnvelope(Envelope envelope) =>
        !_key.Key.Verify(_signedBytes, envelope.Signatures[0].Signature.Span, Scheme) ? Mismatch()
        : _artifact is null ? null
        : StatementSubject.Explain(envelope, _artifact);

    private SignatureScheme Scheme => _key.Scheme ?? SignatureScheme.For(_key.Key.Kind);

    private Failure Mismatch() => new(FailureReason.SignatureMismatch, VerificationStep.Signature, $"the signature does not hold with the key {_key.Id}", 0);
}
