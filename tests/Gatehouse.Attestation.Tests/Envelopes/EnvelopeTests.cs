using System.Security.Cryptography;
using System.Text;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Envelopes;

public sealed class EnvelopeTests
{
    private const string Type = "application/vnd.in-toto+json";

    public static TheoryData<KeyKind> Kinds => [.. Enum.GetValues<KeyKind>()];

    [Fact]
    public void Encoding_is_the_specifications_example()
    {
        var encoded = PreAuthenticationEncoding.Encode("http://example.com/HelloWorld", "hello world"u8);
        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(encoded));
        Assert.Equal("217751fac2c4f14edb2c9297fbc34abcb016ba88e74757e875ec4ac16fb6b6a1", Convert.ToHexStringLower(SHA256.HashData(encoded)));
    }

    [Fact]
    public void Lengths_count_bytes_and_an_empty_body_leaves_a_space() =>
        Assert.Equal("DSSEv1 5 é/ü 0 ", Encoding.UTF8.GetString(PreAuthenticationEncoding.Encode("é/ü", [])));

    [Theory, MemberData(nameof(Kinds))]
    public void What_each_kind_of_key_signs_is_verified_after_writing_and_reading(KeyKind kind)
    {
        using var key = PrivateKey.Generate(kind, 2048);
        var envelope = Envelope.Parse(Envelope.Sign(Type, "{}"u8.ToArray(), key).ToJson()).Value;
        var verified = envelope.Verify(key.PublicKey).Value;
        Assert.Equal(key.PublicKey.Id, Assert.Single(verified.Signers).KeyId);
        Assert.Equal("{}"u8, verified.Envelope.Payload.Span);
    }

    [Fact]
    public void Two_signatures_of_one_key_do_not_meet_a_threshold_of_two()
    {
        using var first = PrivateKey.Generate(KeyKind.EcdsaP256);
        using var second = PrivateKey.Generate(KeyKind.Ed25519);
        TrustedKey[] keys = [new(first.PublicKey, "a"), new(first.PublicKey, "b"), new(second.PublicKey)];
        var twice = Envelope.Sign(Type, "{}"u8.ToArray(), first, "a").WithSignature(first, "b");
        Assert.Contains(twice.Verify(keys, 2).Failures, f => f.Reason == FailureReason.ThresholdNotMet);
        Assert.Equal(["a", second.PublicKey.Id], twice.WithSignature(second).Verify(keys, 2).Value.Signers.Select(s => s.KeyId));
    }

    [Fact]
    public void Another_type_breaks_the_signature()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var envelope = Envelope.Sign(Type, "{}"u8.ToArray(), key) with { PayloadType = "application/vnd.other" };
        var failure = Assert.Single(envelope.Verify(key.PublicKey).Failures);
        Assert.Equal((FailureReason.SignatureMismatch, VerificationStep.Signature, 0), (failure.Reason, failure.Step, failure.Signature));
    }

    [Fact]
    public void Envelope_without_signature_or_key_is_refused()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        Assert.Equal(FailureReason.NoSignature, new Envelope(Type, default, []).Verify(key.PublicKey).Failures[0].Reason);
        Assert.Equal(FailureReason.NoKeys, Envelope.Sign(Type, default, key).Verify().Failures[0].Reason);
    }

    [Theory]
    [InlineData("""{"payloadType":"t","payload":"","signatures":[{"sig":"AA=="}]""", FailureReason.Truncated)]
    [InlineData("""{"payloadType":"t","payload":"","signatures":[{"sig":"AA=="}]} {}""", FailureReason.TrailingData)]
    [InlineData("""{"payloadType":"t","payload":"","payload":"AA==","signatures":[{"sig":"AA=="}]}""", FailureReason.DuplicateMember)]
    [InlineData("""{"payloadType":"t","payload":"A","signatures":[{"sig":"AA=="}]}""", FailureReason.Malformed)]
    [InlineData("""{"payloadType":"","payload":"","signatures":[{"sig":"AA=="}]}""", FailureReason.Malformed)]
    [InlineData("""{"payloadType":"t","payload":"","signatures":{"sig":"AA=="}}""", FailureReason.Malformed)]
    [InlineData("""{"payloadType":"t","payload":""}""", FailureReason.NoSignature)]
    public void Bad_json_is_refused(string json, FailureReason reason) =>
        Assert.Equal(reason, Assert.Single(Envelope.Parse(Encoding.UTF8.GetBytes(json)).Failures).Reason);

    [Fact]
    public void Every_mistake_is_named_with_its_place()
    {
        var failures = Envelope.Parse("""{"payload":"?","signatures":[{"sig":"AA=="},{"keyid":7}]}"""u8).Failures;
        Assert.Equal(
            ["payloadType is missing", "payload is not base64", "signatures[1].sig is missing", "signatures[1].keyid must be a string, not such a number"],
            failures.Select(f => f.Text));
    }

    [Fact]
    public void More_signatures_than_the_limit_are_refused_and_as_many_are_read()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var limits = new EnvelopeLimits { Signatures = 2 };
        var two = Envelope.Sign(Type, "{}"u8.ToArray(), key).WithSignature(key);
        Assert.True(Envelope.Parse(two.ToJson(), limits).Succeeded);
        Assert.Equal(FailureReason.LimitExceeded, Envelope.Parse(two.WithSignature(key).ToJson(), limits).Failures[0].Reason);
        Assert.Equal(FailureReason.LimitExceeded, two.Verify([new(key.PublicKey)], limits: new EnvelopeLimits { Trials = 1 }).Failures[0].Reason);
    }
}
