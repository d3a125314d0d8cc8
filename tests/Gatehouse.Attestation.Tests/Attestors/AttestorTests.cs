using System.Text;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.SimpleSigning;
using Gatehouse.Attestation.Verification;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Gatehouse.Attestation.Tests.Attestors;

public sealed class AttestorTests
{
    private const string Note = "projects/p/notes/qa";
    private const string Hex = "0cf457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f";
    private static readonly ImageReference Image = ImageReference.Parse($"registry.example/app@sha256:{Hex}");
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PrivateKey Key = PrivateKey.Generate(KeyKind.EcdsaP256);
    private static readonly PrivateKey Other = PrivateKey.Generate(KeyKind.Ed25519);

    private static Attestor Qa => Attestor.Create("projects/p/attestors/qa", Note, Pkix(Key, "", "ECDSA_P256_SHA256"), Pkix(Other, "https://keys.example/2", "ED25519"));

    [Fact]
    public void Signature_over_a_payload_about_the_image_attests_it()
    {
        var verified = Qa.Verify(Signed(Key, Key.PublicKey.Id), Image, Now).Value;
        Assert.Equal((Key.PublicKey.Id, 0), (verified.Signer.KeyId, verified.Signer.Signature));
        Assert.Equal("https://keys.example/2", Qa.Verify(Signed(Other, "https://keys.example/2"), Image, Now).Value.Signer.KeyId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://keys.example/unknown")]
    [InlineData("HTTPS://keys.example/2")]
    public void Signature_that_does_not_name_a_key_exactly_is_refused(string id) => Refused(FailureReason.UnknownKey, VerificationStep.Key, 0, Signed(Other, id));

    [Fact]
    public void Signature_under_another_keys_name_is_refused() =>
        Refused(FailureReason.SignatureMismatch, VerificationStep.Signature, 0, Signed(Other, Key.PublicKey.Id));

    [Fact]
    public void Each_failed_signature_is_named_and_a_later_good_one_suffices()
    {
        var bad = Signed(Other, Key.PublicKey.Id);
        var both = bad with { Signatures = [bad.Signatures[0], .. Signed(Key, Key.PublicKey.Id).Signatures] };
        var verified = Qa.Verify(both, Image, Now).Value;
        Assert.Equal(1, verified.Signer.Signature);
        Assert.Equal((FailureReason.SignatureMismatch, 0), (verified.Ignored[0].Reason, verified.Ignored[0].Signature));
        var failures = Qa.Verify(both with { Signatures = [bad.Signatures[0], new(default, "x")] }, Image, Now).Failures;
        Assert.Equal([(0, FailureReason.SignatureMismatch), (1, FailureReason.UnknownKey)], failures.Select(f => (f.Signature!.Value, f.Reason)));
    }

    [Fact]
    public void Record_of_another_note_or_image_does_not_apply()
    {
        var good = Signed(Key, Key.PublicKey.Id);
        Refused(FailureReason.WrongNote, VerificationStep.Applicability, null, good with { NoteName = "projects/p/notes/other" });
        Refused(FailureReason.WrongSubject, VerificationStep.Applicability, null, good with { ResourceUri = $"https://registry.example/other@sha256:{Hex}" });
        Refused(FailureReason.WrongSubject, VerificationStep.Applicability, null, good with { ResourceUri = "https://registry.example/app" });
        Refused(FailureReason.WrongSubject, VerificationStep.Applicability, null, good with { ResourceUri = $"http://registry.example/app@sha256:{Hex}" });
        Assert.True(Qa.Verify(good with { ResourceUri = $"registry.example/app@sha256:{Hex}" }, Image, Now).Succeeded);
    }

    [Theory]
    [InlineData("registry.example/other", Hex, FailureReason.WrongSubject)]
    [InlineData("registry.example/app:v1", Hex, FailureReason.WrongSubject)]
    [InlineData("registry.example/app", "1cf457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f", FailureReason.WrongDigest)]
    [InlineData("registry.example/app", "0CF457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f", FailureReason.Malformed)]
    public void Payload_about_something_else_is_refused(string reference, string hex, FailureReason reason)
    {
        var payload = Encoding.UTF8.GetBytes($$$"""{"critical":{"identity":{"docker-reference":"{{{reference}}}"},"image":{"docker-manifest-digest":"sha256:{{{hex}}}"},"type":"x"}}""");
        Assert.Equal(reason, Assert.Single(Qa.Verify(Signed(Key, Key.PublicKey.Id, payload), Image, Now).Failures).Reason);
    }

    [Fact]
    public void Docker_hub_has_one_name()
    {
        var image = ImageReference.Parse($"nginx@sha256:{Hex}");
        foreach (var reference in (string[])["docker.io/library/nginx", "index.docker.io/library/nginx", "nginx"])
        {
            Assert.Null(new SimpleSigningPayload(reference, image.Digest!.Value).Mismatch(image));
        }
    }

    [Fact]
    public void Payload_is_written_as_kritis_writes_it() => Assert.Equal(
        $$$"""{"critical":{"identity":{"docker-reference":"registry.example/app"},"image":{"docker-manifest-digest":"sha256:{{{Hex}}}"},"type":"atomic container signature"}}""",
        Encoding.UTF8.GetString(SimpleSigningPayload.For(Image).ToJson()));

    [Fact]
    public void Payload_survives_writing_and_reading()
    {
        var payload = SimpleSigningPayload.For(Image, SimpleSigningPayload.Cosign) with { Optional = JsonElement.Parse("""{"who":"qa"}""") };
        Assert.Equal(payload, SimpleSigningPayload.Parse(payload.ToJson()).Value);
    }

    [Fact]
    public void Attestor_without_a_usable_key_says_why()
    {
        var none = Attestor.Create("a", Note);
        Assert.Equal(FailureReason.NoKeys, Assert.Single(none.Verify(Signed(Key, Key.PublicKey.Id), Image, Now).Failures).Reason);
        var mistyped = Attestor.Create("a", Note, Pkix(Key, "", "ECDSA_P384_SHA384"));
        Assert.Equal(FailureReason.AlgorithmMismatch, Assert.Single(mistyped.Verify(Signed(Key, Key.PublicKey.Id), Image, Now).Failures).Reason);
    }

    [Fact]
    public void Token_about_the_digest_attests_it() => Assert.Equal(Key.PublicKey.Id, Qa.Verify(WithToken(), Image, Now).Value.Signer.KeyId);

    [Theory]
    [InlineData("""{"typ":"JWT","alg":"none","kid":"KID"}""", FailureReason.AlgorithmNotAllowed)]
    [InlineData("""{"typ":"JWT","alg":"ES384","kid":"KID"}""", FailureReason.AlgorithmMismatch)]
    [InlineData("""{"typ":"JWT","alg":"EdDSA","kid":"KID"}""", FailureReason.AlgorithmMismatch)]
    [InlineData("""{"typ":"JWT","alg":"ES256","kid":"other"}""", FailureReason.UnknownKey)]
    [InlineData("""{"typ":"JWT","alg":"ES256"}""", FailureReason.Malformed)]
    [InlineData("""{"alg":"ES256","kid":"KID"}""", FailureReason.Malformed)]
    [InlineData("""{"typ":"jwt","alg":"ES256","kid":"KID"}""", FailureReason.WrongType)]
    [InlineData("""{"typ":"JWT","alg":"ES256","kid":"KID","crit":null}""", FailureReason.CriticalNotUnderstood)]
    [InlineData("""{"typ":"JWT","alg":"ES256","kid":"KID","alg":"ES256"}""", FailureReason.DuplicateMember)]
    public void Token_with_another_header_is_refused(string header, FailureReason reason) =>
        Assert.Equal(reason, Assert.Single(Qa.Verify(WithToken(header), Image, Now).Failures).Reason);

    [Theory]
    [InlineData("""{"sub":"SUB","exp":1780272000}""", FailureReason.SignatureExpired)]
    [InlineData("""{"sub":"SUB","exp":1780272001,"nbf":1780272000}""", null)]
    [InlineData("""{"sub":"SUB","nbf":1780272000.5}""", FailureReason.SignatureNotYetValid)]
    [InlineData("""{"sub":"SUB","exp":"1780272001"}""", FailureReason.Malformed)]
    [InlineData("""{"sub":"SUB","aud":"qa"}""", null)]
    [InlineData("""{"sub":"SUB","aud":["x","projects/p/attestors/qa"]}""", null)]
    [InlineData("""{"sub":"SUB","aud":"other"}""", FailureReason.WrongAudience)]
    [InlineData("""{"sub":"SUB","aud":[]}""", FailureReason.WrongAudience)]
    [InlineData("""{"sub":"SUB","image_digest":"sha256:00"}""", FailureReason.WrongDigest)]
    [InlineData("""{"sub":"container:digest:sha256:00"}""", FailureReason.WrongDigest)]
    [InlineData("""{}""", FailureReason.Malformed)]
    [InlineData("""{"sub":"SUB","sub":"SUB"}""", FailureReason.DuplicateMember)]
    public void Claims_are_judged_at_the_clock_and_against_the_image(string claims, FailureReason? reason)
    {
        var outcome = Qa.Verify(WithToken(claims: claims), Image, Now);
        Assert.Equal(reason, outcome.Succeeded ? null : Assert.Single(outcome.Failures).Reason);
    }

    [Fact]
    public void Token_in_another_encoding_is_refused()
    {
        var token = WithToken().Tokens[0];
        foreach (var other in (string[])[token + "=", token + ".x", token[..token.LastIndexOf('.')], token.Replace('.', ' '), "", ".."])
        {
            var failure = Assert.Single(Qa.Verify(WithToken() with { Tokens = [other] }, Image, Now).Failures);
            Assert.Contains(failure.Reason, (FailureReason[])[FailureReason.Malformed, FailureReason.Truncated]);
        }
    }

    [Fact]
    public void More_signatures_than_are_tried_are_refused()
    {
        var good = Signed(Key, Key.PublicKey.Id);
        var most = AttestationOccurrence.MostSignatures;
        Assert.True(Qa.Verify(good with { Signatures = [.. Enumerable.Repeat(good.Signatures[0], most)] }, Image, Now).Succeeded);
        Refused(FailureReason.LimitExceeded, VerificationStep.Signature, null, good with { Signatures = [.. Enumerable.Repeat(good.Signatures[0], most + 1)] });
    }

    private static void Refused(FailureReason reason, VerificationStep step, int? signature, AttestationOccurrence occurrence)
    {
        var failure = Assert.Single(Qa.Verify(occurrence, Image, Now).Failures);
        Assert.Equal((reason, step, signature), (failure.Reason, failure.Step, failure.Signature));
    }

    private static Outcome<AttestorKey> Pkix(PrivateKey key, string id, string algorithm) => AttestorKey.FromPkix(id, key.PublicKey.ToPem(), algorithm);

    private static AttestationOccurrence Signed(PrivateKey key, string id, byte[]? payload = null)
    {
        payload ??= SimpleSigningPayload.For(Image).ToJson();
        return new() { NoteName = Note, ResourceUri = $"https://{Image}", SerializedPayload = payload, Signatures = [new(key.Sign(payload), id)] };
    }

    private static AttestationOccurrence WithToken(string? header = null, string? claims = null)
    {
        header ??= """{"typ":"JWT","alg":"ES256","kid":"KID"}""";
        claims ??= """{"sub":"SUB"}""";
        var signed = $"{Encode(header.Replace("KID", Key.PublicKey.Id, StringComparison.Ordinal))}.{Encode(claims.Replace("SUB", $"container:digest:sha256:{Hex}", StringComparison.Ordinal))}";
        var signature = Key.Sign(Encoding.ASCII.GetBytes(signed), SignatureScheme.Ecdsa(System.Security.Cryptography.HashAlgorithmName.SHA256, EcdsaEncoding.Raw));
        return new() { NoteName = Note, ResourceUri = $"https://{Image}", Tokens = [$"{signed}.{Base64Url.EncodeToString(signature)}"] };
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
