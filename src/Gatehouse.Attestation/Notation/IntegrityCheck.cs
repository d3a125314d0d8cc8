using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>The envelope is signed by its own leaf, by the rules, and about the artifact. Says nothing of who that is.</summary>
internal static class IntegrityCheck
{
    public static ImmutableArray<Failure> Check(SignatureEnvelope envelope, NotationRequest request)
    {
        var signature = CheckSignature(envelope);
        return signature.IsEmpty ? [.. CheckCritical(envelope), .. CheckPayload(envelope, request)] : signature;
    }

    private static ImmutableArray<Failure> CheckSignature(SignatureEnvelope envelope)
    {
        var chain = ChainRules.Check(envelope.Chain);
        if (!chain.IsEmpty)
        {
            return chain;
        }
        var key = envelope.Chain[0].PublicKey.Value;
        if (NotationAlgorithm.For(key)!.Name != envelope.Algorithm.Name)
        {
            return [new(FailureReason.AlgorithmMismatch, VerificationStep.Signature, $"the header says {envelope.Algorithm.Name}, the signing certificate's key wants {NotationAlgorithm.For(key)!.Name}")];
        }
        return key.Check(envelope.SignedBytes.Span, envelope.Signature.Span, envelope.Algorithm) is { } failure ? [failure] : [];
    }

    private static IEnumerable<Failure> CheckCritical(SignatureEnvelope envelope) => envelope.Attributes.Extended
        .Where(a => a.IsCritical || a.Name is NotationNames.VerificationPlugin or NotationNames.VerificationPluginMinVersion)
        .Select(a => new Failure(FailureReason.CriticalNotUnderstood, VerificationStep.Claim, a.Name is NotationNames.VerificationPlugin
            ? $"the signature demands the verification plugin \"{Shown.Of(a.Value ?? "")}\", and there are no plugins here"
            : $"the critical attribute \"{Shown.Of(a.Name)}\" is not understood"));

    private static ImmutableArray<Failure> CheckPayload(SignatureEnvelope envelope, NotationRequest request)
    {
        if (envelope.ContentType != SignatureEnvelope.PayloadContentType)
        {
            return [new(FailureReason.WrongType, VerificationStep.Payload, $"the content type is \"{Shown.Of(envelope.ContentType)}\", not {SignatureEnvelope.PayloadContentType}")];
        }
        var payload = NotationPayload.Read(envelope.Payload.Span);
        return payload.Succeeded ? [.. Compare(payload.Found, request)] : payload.Failures;
    }

    private static IEnumerable<Failure> Compare(ArtifactDescriptor signed, NotationRequest request)
    {
        var artifact = request.Artifact;
        if (signed.Digest != artifact.Digest)
        {
            yield return new(FailureReason.WrongDigest, VerificationStep.Subject, $"the signature is of \"{Shown.Of(signed.Digest)}\", the artifact is {artifact.Digest}");
        }
        if (signed.MediaType != artifact.MediaType)
        {
            yield return new(FailureReason.WrongSubject, VerificationStep.Subject, $"the signature is of the media type \"{Shown.Of(signed.MediaType)}\", the artifact is {artifact.MediaType}");
        }
        if (signed.SizeBytes != artifact.SizeBytes)
        {
            yield return new(FailureReason.WrongSubject, VerificationStep.Subject, $"the signature is of {signed.SizeBytes} bytes, the artifact has {artifact.SizeBytes}");
        }
        foreach (var (name, value) in request.UserMetadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (signed.Annotations.GetValueOrDefault(name) != value)
            {
                yield return new(FailureReason.WrongSubject, VerificationStep.Subject, $"the signature lacks the user metadata \"{name}\" = \"{value}\"");
            }
        }
    }
}
