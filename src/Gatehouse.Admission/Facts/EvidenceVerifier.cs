using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Notation;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Facts;

/// <summary>Verifies what lies beside an image with every key and root that a policy names. Pure. Whether anybody wants a signer is for the policies to say.</summary>
internal static class EvidenceVerifier
{
    private static readonly TextMatch Anything = TextMatch.Matching("(?s).*");
    private static readonly CertificateIdentity Anybody = new(Anything, Anything);

    /// <param name="place">Where the evidence was found.</param>
    public static VerifiedEvidence Verify(ImageEvidence evidence, EvidencePlace place, Digest image, FactNeeds needs, DateTimeOffset now)
    {
        var found = VerifiedEvidence.None;
        foreach (var key in needs.Keys)
        {
            foreach (var (policy, root, proof) in PoliciesFor(key, needs.Roots))
            {
                found = found.With(Verify(evidence, place, image, policy, root, _ => new() { KeyId = key.Id, IsLogged = proof.IsLogged, IsTimestamped = proof.IsTimestamped, Source = place.Repository }));
            }
        }

        foreach (var root in needs.Roots)
        {
            foreach (var (policy, proof) in PoliciesFor(root))
            {
                found = found.With(Verify(evidence, place, image, policy, root.Root, signer => new()
                {
                    Issuer = signer.Signer.Issuer ?? "",
                    Subject = signer.Signer.Identity ?? "",
                    TrustRoot = root.Name,
                    IsLogged = proof.IsLogged,
                    IsTimestamped = proof.IsTimestamped,
                    Source = place.Repository,
                }));
            }
        }

        return found.With(new(VerifyNotation(evidence, needs, now), []));
    }

    /// <summary>A key's signature counts without any log; that it stands in one, or has a timestamp, is a fact of its own.</summary>
    private static IEnumerable<(BundlePolicy Policy, TrustedRoot Root, Proof Proof)> PoliciesFor(TrustedKey key, ImmutableArray<NamedRoot> roots)
    {
        var bare = BundlePolicy.ForKeyOnly(key.Key);
        yield return (bare, TrustedRoot.Empty, new(false, false));
        foreach (var root in roots)
        {
            yield return (bare with { LogThreshold = 1 }, root.Root, new(true, false));
            yield return (bare with { TimeThreshold = 1 }, root.Root, new(false, true));
        }
    }

    private static IEnumerable<(BundlePolicy Policy, Proof Proof)> PoliciesFor(NamedRoot root)
    {
        var anybody = BundlePolicy.For(Anybody) with { RequireCertificateTimestamp = !root.IsWithoutTransparency };
        yield return (anybody, new(true, false));
        yield return (anybody with { LogThreshold = 0 }, new(false, true));
    }

    private static VerifiedEvidence Verify(ImageEvidence evidence, EvidencePlace place, Digest image, BundlePolicy signers, TrustedRoot root, Func<VerifiedBundle, VerifiedSigner> signerOf)
    {
        var policy = new CosignPolicy { Signers = signers, Root = root, TagPrefix = place.TagPrefix };
        var signatures = CosignVerifier.VerifySignatures(evidence.Repository, image, policy).Found;
        var statements = CosignVerifier.VerifyAttestations(evidence.Repository, image, null, policy).Found;
        return new(
            signatures.IsDefault ? [] : [.. signatures.Select(s => signerOf(s.Bundle)).Distinct()],
            statements.IsDefault ? [] : [.. statements.Select(s => new VerifiedStatement(signerOf(s.Bundle), s.PredicateType!, JsonElement.Parse(s.Envelope!.Payload.Span)))]);
    }

    private static ImmutableArray<VerifiedSigner> VerifyNotation(ImageEvidence evidence, FactNeeds needs, DateTimeOffset now) => evidence.Image is not { } artifact ? [] :
    [
        .. from trust in needs.Notation
           let results = NotationVerification.VerifyAny(evidence.NotationSignatures.Select(s => Request(s, artifact, trust, now)))
           from result in results
           where result.Passed
           select new VerifiedSigner { Subject = result.Signer ?? "", TrustRoot = trust.Name },
    ];

    private static NotationRequest Request(NotationSignature signature, ArtifactDescriptor artifact, NotationTrust trust, DateTimeOffset now) => new()
    {
        MediaType = signature.MediaType,
        Envelope = signature.Envelope,
        Artifact = artifact,
        Statement = trust.Statement,
        TrustStore = trust.Store,
        Now = now,
    };

    private readonly record struct Proof(bool IsLogged, bool IsTimestamped);
}
