using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.SimpleSigning;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Attestors;

/// <summary>The steps of one attestor's look at one image: does the record apply, which key, does the signature hold, is the signed content about the image.</summary>
internal sealed class AttestorVerification(Attestor attestor, ImageReference image, DateTimeOffset now, PgpOptions options)
{
    public Outcome<VerifiedAttestation> Verify(AttestationOccurrence occurrence)
    {
        if (Applies(occurrence) is { } refusal)
        {
            return refusal;
        }
        var failures = ImmutableArray.CreateBuilder<Failure>();
        for (var i = 0; i < occurrence.Signatures.Length + occurrence.Tokens.Length; i++)
        {
            var signer = i < occurrence.Signatures.Length ? CheckSignature(occurrence, i) : CheckToken(occurrence.Tokens[i - occurrence.Signatures.Length], i);
            if (signer.Succeeded)
            {
                return new VerifiedAttestation(signer.Found, failures.ToImmutable());
            }
            failures.AddRange(signer.Failures.Select(f => f.OnSignature(i)));
        }
        failures.AddRange(attestor.UnusableKeys);
        return failures.ToImmutable();
    }

    private Failure? Applies(AttestationOccurrence occurrence)
    {
        if (occurrence.NoteName != attestor.NoteName)
        {
            return new(FailureReason.WrongNote, VerificationStep.Applicability, $"the occurrence belongs to note {occurrence.NoteName}, attestor {attestor.Name} to {attestor.NoteName}");
        }
        if (!IsAboutImage(occurrence.ResourceUri))
        {
            return new(FailureReason.WrongSubject, VerificationStep.Applicability, $"the occurrence is about {occurrence.ResourceUri}, not https://{image}");
        }
        return (attestor.Keys.Length, occurrence.Signatures.Length + occurrence.Tokens.Length) switch
        {
            (0, _) => attestor.UnusableKeys.FirstOrDefault() ?? new(FailureReason.NoKeys, VerificationStep.Key, $"attestor {attestor.Name} has no keys"),
            (_, 0) => new(FailureReason.NoSignature, VerificationStep.Signature, "the occurrence has no signature"),
            (_, > AttestationOccurrence.MostSignatures) =>
                new(FailureReason.LimitExceeded, VerificationStep.Signature, $"the occurrence has more than {AttestationOccurrence.MostSignatures} signatures"),
            _ => null,
        };
    }

    private bool IsAboutImage(string resourceUri)
    {
        var bare = resourceUri.StartsWith("https://", StringComparison.Ordinal) ? resourceUri["https://".Length..] : resourceUri;
        return ImageReference.TryParse(bare, out var named) && named.Digest is not null && named.Name == image.Name && named.Digest == image.Digest;
    }

    private Outcome<Signer> CheckSignature(AttestationOccurrence occurrence, int index)
    {
        var signature = occurrence.Signatures[index];
        var keys = attestor.Keys.Where(k => signature.PublicKeyId.Length > 0 && k.Id == signature.PublicKeyId).ToArray();
        if (keys.Length == 0)
        {
            var named = signature.PublicKeyId.Length == 0 ? "the signature names no key" : $"attestor {attestor.Name} has no key \"{Shorten(signature.PublicKeyId)}\"";
            return new Failure(FailureReason.UnknownKey, VerificationStep.Key, named);
        }
        var failures = ImmutableArray.CreateBuilder<Failure>();
        foreach (var key in keys)
        {
            var signed = ReadSigned(key, occurrence, signature);
            if (signed.Then(bytes => SimpleSigningPayload.Parse(bytes)) is { Succeeded: true } payload)
            {
                return payload.Value.Mismatch(image) is { } mismatch ? mismatch : new Signer(key.Id, index);
            }
            failures.AddRange(signed.Succeeded ? SimpleSigningPayload.Parse(signed.Found).Failures : signed.Failures);
        }
        return failures.ToImmutable();
    }

    /// <summary>The bytes that the signature vouches for.</summary>
    private Outcome<byte[]> ReadSigned(AttestorKey key, AttestationOccurrence occurrence, AttestationSignature signature) => key switch
    {
        AttestorKey.Pkix pkix => pkix.Key.Check(occurrence.SerializedPayload.Span, signature.Signature.Span, pkix.Algorithm) is { } failure ? failure : occurrence.SerializedPayload.ToArray(),
        AttestorKey.Pgp pgp => PgpVerification.VerifyAny(signature.Signature.Span, occurrence.SerializedPayload.Span, pgp.Key, now, options).Then<byte[]>(v => v.Content),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Outcome<Signer> CheckToken(string token, int index) =>
        CompactToken.Parse(token).Then(t => t.Verify(attestor, image, now)).Then<Signer>(keyId => new Signer(keyId, index));

    private static string Shorten(string text) => text.Length <= 128 ? text : $"{text.AsSpan(0, 128)}…";
}
