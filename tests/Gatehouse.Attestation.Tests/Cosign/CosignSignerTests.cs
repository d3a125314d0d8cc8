using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Cosign;

public sealed class CosignSignerTests
{
    private static readonly ImageReference Image = ImageReference.Parse($"registry.example/app@sha256:{new string('a', 64)}");

    [Fact]
    public void Second_signature_is_kept_beside_the_first()
    {
        using var first = PrivateKey.Generate(KeyKind.EcdsaP256);
        using var second = PrivateKey.Generate(KeyKind.Ed25519);
        var once = CosignSigner.Sign(Image, first);
        var twice = CosignSigner.Sign(Image, second, once.Manifest);
        var repository = Push(twice, Push(once, new()));
        Assert.True(Verify(repository, first).Succeeded);
        Assert.True(Verify(repository, second).Succeeded);
    }

    [Fact]
    public void Key_that_did_not_sign_is_refused()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        using var other = PrivateKey.Generate(KeyKind.EcdsaP256);
        var outcome = Verify(Push(CosignSigner.Sign(Image, key), new()), other);
        Assert.Equal(FailureReason.SignatureMismatch, Assert.Single(outcome.Failures).Reason);
    }

    [Fact]
    public void Annotation_that_the_signer_did_not_make_is_refused()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var repository = Push(CosignSigner.Sign(Image, key, annotations: ImmutableDictionary<string, string>.Empty.Add("build", "7")), new());
        Assert.True(Verify(repository, key, ("build", "7")).Succeeded);
        Assert.Equal(FailureReason.WrongInputs, Assert.Single(Verify(repository, key, ("build", "8")).Failures).Reason);
    }

    [Fact]
    public void Blob_that_is_not_what_its_digest_says_counts_as_absent()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var signed = CosignSigner.Sign(Image, key);
        var repository = Push(signed, new());
        var swapped = repository with { Content = repository.Content.SetItem(DigestOf(signed.Blobs[0]), "{}"u8.ToArray()) };
        Assert.Equal(FailureReason.MissingMaterial, Assert.Single(Verify(swapped, key).Failures).Reason);
    }

    [Fact]
    public void Unsigned_image_is_refused()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        Assert.Equal(FailureReason.NoSignature, Assert.Single(Verify(new(), key).Failures).Reason);
    }

    private static Outcome<ImmutableArray<VerifiedImageSignature>> Verify(OciRepository repository, PrivateKey key, params (string Name, string Value)[] annotations) =>
        CosignVerifier.VerifySignatures(repository, Image.Digest!.Value, new()
        {
            Signers = BundlePolicy.ForKeyOnly(key.PublicKey),
            Annotations = annotations.ToImmutableDictionary(a => a.Name, a => a.Value),
        });

    private static OciRepository Push(SignedManifest signed, OciRepository repository) => repository with
    {
        Tags = repository.Tags.SetItem(signed.Tag, DigestOf(signed.Manifest)),
        Content = repository.Content.SetItems([.. signed.Blobs.Append(signed.Manifest).Select(b => KeyValuePair.Create(DigestOf(b), b))]),
    };

    private static Digest DigestOf(ReadOnlyMemory<byte> content) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content.Span))}");
}
