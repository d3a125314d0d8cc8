using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Provenance;
using Gatehouse.Attestation.SimpleSigning;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Cosign;

/// <summary>
/// Signatures and attestations on an image, as cosign keeps them in the image's repository: tags <c>.sig</c> and <c>.att</c>, and bundles that refer to the
/// image. What a layer's annotations say of its type decides nothing; the signed payload does.
/// </summary>
public static class CosignVerifier
{
    private const string EnvelopeMediaType = "application/vnd.dsse.envelope.v1+json";
    private const string BundleMediaTypePrefix = "application/vnd.dev.sigstore.bundle";
    private const string SignaturePredicateType = "https://sigstore.dev/cosign/sign/v1";

    /// <returns>Every good signature; a refusal, with the reason for each candidate, when there is none.</returns>
    public static Outcome<ImmutableArray<VerifiedImageSignature>> VerifySignatures(OciRepository repository, Digest image, CosignPolicy policy)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        var tagged = ReadLayers(repository, CosignNames.SignatureTag(image, policy.TagPrefix), CosignNames.SignatureMediaType, policy.MaximumPayloadSizeBytes, policy, failures)
            .Select(l => CosignLayerReader.ReadSignature(l.Layer, l.Blob).Then(e => JudgeSignature(e, image, policy)));
        var referring = policy.Annotations.IsEmpty ? ReadBundles(repository, image, policy, failures).Select(b => JudgeAttestation(b, image, SignaturePredicateType, policy)) : [];
        return Collect([.. tagged, .. referring], failures, $"{image} has no signature");
    }

    /// <param name="predicateType">Of the signed statement, or the short name that cosign has for it; null for any.</param>
    /// <returns>Every good attestation of the type; a refusal, with the reason for each candidate, when there is none.</returns>
    public static Outcome<ImmutableArray<VerifiedImageSignature>> VerifyAttestations(OciRepository repository, Digest image, string? predicateType, CosignPolicy policy)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        List<Outcome<SigstoreBundle>> found = [.. ReadBundles(repository, image, policy, failures)];
        foreach (var (layer, blob) in ReadLayers(repository, CosignNames.AttestationTag(image, policy.TagPrefix), EnvelopeMediaType, policy.MaximumAttestationSizeBytes, policy, failures))
        {
            var evidence = CosignLayerReader.ReadAttestation(layer, blob);
            found.AddRange(evidence.Succeeded ? evidence.Found.Select(e => (Outcome<SigstoreBundle>)e.Bundle) : [Outcome.Refuse<SigstoreBundle>(evidence.Failures)]);
        }

        return Collect([.. found.Take(policy.MaximumSignatures).Select(b => JudgeAttestation(b, image, predicateType, policy))], failures, $"{image} has no attestation");
    }

    private static Outcome<VerifiedImageSignature> JudgeSignature(CosignEvidence evidence, Digest image, CosignPolicy policy)
    {
        var payload = evidence.Payload!.Value;

        // Who asks for a key alone does not care whether a certificate lies beside the signature (cosign verify --key).
        var bundle = policy.Signers.Identities.IsEmpty ? evidence.Bundle with { Certificates = [], KeyHint = "" } : evidence.Bundle;
        return BundleVerifier.Verify(bundle, SignedArtifact.FromBytes(payload), policy.Root, policy.Signers)
            .Then(v => SimpleSigningPayload.Parse(payload.Span).Then<VerifiedImageSignature>(p => ExplainPayload(p, image, policy) is { } failure ? failure : new VerifiedImageSignature(v, p, null)));
    }

    /// <summary>The repository that was signed is not compared: images get mirrored, and the digest names the content.</summary>
    private static Failure? ExplainPayload(SimpleSigningPayload payload, Digest image, CosignPolicy policy)
    {
        if (payload.ManifestDigest != image)
        {
            return new(FailureReason.WrongDigest, VerificationStep.Subject, $"the signature is about {payload.ManifestDigest}, not {image}");
        }

        var missing = policy.Annotations.Where(a => FindAnnotation(payload, a.Key) != a.Value).Select(a => $"{a.Key}={a.Value}").ToList();
        return missing.Count == 0 ? null : new(FailureReason.WrongInputs, VerificationStep.Claim, $"the signer did not say {string.Join(", ", missing)}");
    }

    private static string? FindAnnotation(SimpleSigningPayload payload, string name) =>
        payload.Optional is { } optional && optional.TryGetProperty(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;

    private static Outcome<VerifiedImageSignature> JudgeAttestation(Outcome<SigstoreBundle> bundle, Digest image, string? predicateType, CosignPolicy policy) =>
        bundle.Then(b => BundleVerifier.Verify(b, SignedArtifact.FromSha256(image.ToString()["sha256:".Length..]), policy.Root, policy.Signers))
            .Then(v => v.Bundle.Envelope is not { } envelope
                ? new Failure(FailureReason.WrongType, VerificationStep.Payload, "the bundle holds no statement")
                : SignedStatement.Read(envelope).Then<VerifiedImageSignature>(s => predicateType is null || PredicateTypes.Matches(s.PredicateType, predicateType)
                    ? new VerifiedImageSignature(v, null, s.PredicateType)
                    : new Failure(FailureReason.WrongType, VerificationStep.Claim, $"the statement is of type {s.PredicateType}, wanted is {predicateType}")));

    private static Outcome<ImmutableArray<VerifiedImageSignature>> Collect(
        IReadOnlyList<Outcome<VerifiedImageSignature>> outcomes, ImmutableArray<Failure>.Builder failures, string none)
    {
        var good = ImmutableArray.CreateBuilder<VerifiedImageSignature>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Found is { } found)
            {
                good.Add(found);
            }
            else
            {
                failures.AddRange(outcomes[i].Failures.Select(f => f.OnSignature(i)));
            }
        }

        return good.Count > 0 ? good.ToImmutable()
            : failures.Count > 0 ? failures.ToImmutable()
            : new Failure(FailureReason.NoSignature, VerificationStep.Signature, none);
    }

    private static List<(OciLayer Layer, ReadOnlyMemory<byte> Blob)> ReadLayers(
        OciRepository repository, string tag, string mediaType, int maximumSizeBytes, CosignPolicy policy, ImmutableArray<Failure>.Builder failures)
    {
        if (repository.FindTagged(tag) is not { } manifest)
        {
            return [];
        }

        var parsed = OciManifest.Parse(manifest.Span, policy.MaximumSignatures);
        if (!parsed.Succeeded)
        {
            failures.AddRange(parsed.Failures);
            return [];
        }

        return [.. parsed.Found.Layers.Where(l => l.MediaType == mediaType).Select(l => (l, FindBlob(repository, l, maximumSizeBytes, failures))).Where(l => l.Item2 is not null).Select(l => (l.l, l.Item2!.Value))];
    }

    private static ReadOnlyMemory<byte>? FindBlob(OciRepository repository, OciLayer layer, int maximumSizeBytes, ImmutableArray<Failure>.Builder failures)
    {
        var blob = repository.Find(layer.Digest);
        if (blob is { } content && content.Length <= maximumSizeBytes)
        {
            return blob;
        }

        failures.Add(blob is null
            ? new(FailureReason.MissingMaterial, VerificationStep.Parse, $"the layer {layer.Digest} is not at hand, or is not what its digest says")
            : new(FailureReason.LimitExceeded, VerificationStep.Parse, $"the layer {layer.Digest} is longer than {maximumSizeBytes} bytes"));
        return null;
    }

    /// <summary>By the media type of the layer: cosign has written the artifact type of the manifest in several places.</summary>
    private static List<Outcome<SigstoreBundle>> ReadBundles(OciRepository repository, Digest image, CosignPolicy policy, ImmutableArray<Failure>.Builder failures)
    {
        List<Outcome<SigstoreBundle>> bundles = [];
        foreach (var digest in ListReferrers(repository, image, policy, failures))
        {
            if (repository.Find(digest) is not { } content || OciManifest.Parse(content.Span, policy.MaximumSignatures).Found is not { } manifest || manifest.Subject != image)
            {
                continue; // not fetched, something else, or listed under an image it does not refer to
            }

            bundles.AddRange(manifest.Layers.Where(l => l.MediaType.StartsWith(BundleMediaTypePrefix, StringComparison.Ordinal))
                .Select(l => FindBlob(repository, l, policy.MaximumAttestationSizeBytes, failures)).Where(b => b is not null).Select(b => SigstoreBundle.Parse(b!.Value.Span)));
        }

        return bundles;
    }

    private static IEnumerable<Digest> ListReferrers(OciRepository repository, Digest image, CosignPolicy policy, ImmutableArray<Failure>.Builder failures)
    {
        var listed = repository.Referrers.GetValueOrDefault(image);
        if (!listed.IsDefault)
        {
            return listed.Take(policy.MaximumSignatures);
        }

        if (repository.FindTagged(CosignNames.ReferrersTag(image)) is not { } index)
        {
            return [];
        }

        var parsed = OciManifest.ParseIndex(index.Span, policy.MaximumSignatures);
        failures.AddRange(parsed.Succeeded ? [] : parsed.Failures);
        return parsed.Found ?? [];
    }
}
