using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Gatehouse.Attestation.Notation;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Notation;

public sealed class NotationVerificationTests
{
    private static readonly Signers Good = new();

    public static TheoryData<EnvelopeFormat> Formats => [EnvelopeFormat.Jws, EnvelopeFormat.Cose];

    [Theory, MemberData(nameof(Formats))]
    public void What_is_signed_here_passes_here(EnvelopeFormat format)
    {
        var result = NotationVerification.Verify(Good.Request(format, Good.Sign(format), identity: "x509.subject: C=US, S=WA, O=Acme"));
        Assert.True(result.Passed, string.Join("; ", result.Failures));
        Assert.Equal("C=US, CN=Signer, O=Acme, ST=WA", result.Signer);
        Assert.All(result.Validations, v => Assert.True(v.Passed));
    }

    [Theory, MemberData(nameof(Formats))]
    public void Signature_expires_at_the_very_instant(EnvelopeFormat format)
    {
        var request = Good.Request(format, Good.Sign(format, a => a with { Expiry = Signers.Now.AddSeconds(1) }));
        Assert.True(NotationVerification.Verify(request).Passed);
        var late = NotationVerification.Verify(request with { Now = Signers.Now.AddSeconds(1) });
        Assert.Equal(FailureReason.SignatureExpired, Assert.Single(late.Failures).Reason);
        var logged = Good.Request(format, request.Envelope.ToArray(), """{"level":"strict","override":{"expiry":"log"}}""") with { Now = Signers.Now.AddSeconds(1) };
        Assert.Equal(FailureReason.SignatureExpired, Assert.Single(NotationVerification.Verify(logged).Warnings).Reason);
        Assert.True(NotationVerification.Verify(logged).Passed);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Critical_attribute_nobody_knows_is_refused_even_by_audit(EnvelopeFormat format)
    {
        var envelope = Good.Sign(format, a => a with { Extended = [new("com.example.x", "1", IsCritical: true)] });
        var result = NotationVerification.Verify(Good.Request(format, envelope, """{"level":"audit"}"""));
        Assert.Equal(FailureReason.CriticalNotUnderstood, Assert.Single(result.Failures).Reason);
        Assert.True(NotationVerification.Verify(Good.Request(format, Good.Sign(format, a => a with { Extended = [new("com.example.x", "1")] }))).Passed);
    }

    [Fact]
    public void Every_difference_of_the_artifact_is_named()
    {
        var envelope = Good.Sign(EnvelopeFormat.Jws, artifact: new("text/plain", "sha256:" + new string('b', 64), 7));
        var result = NotationVerification.Verify(Good.Request(EnvelopeFormat.Jws, envelope) with { UserMetadata = ImmutableDictionary<string, string>.Empty.Add("build", "1") });
        Assert.Equal([FailureReason.WrongDigest, FailureReason.WrongSubject, FailureReason.WrongSubject, FailureReason.WrongSubject], result.Failures.Select(f => f.Reason));
    }

    [Fact]
    public void Signed_metadata_satisfies_the_caller()
    {
        var metadata = ImmutableDictionary<string, string>.Empty.Add("build", "1");
        var envelope = Good.Sign(EnvelopeFormat.Cose, artifact: Signers.Artifact with { Annotations = metadata.Add("more", "ü") });
        Assert.True(NotationVerification.Verify(Good.Request(EnvelopeFormat.Cose, envelope) with { UserMetadata = metadata }).Passed);
        Assert.False(NotationVerification.Verify(Good.Request(EnvelopeFormat.Cose, envelope) with { UserMetadata = metadata.SetItem("build", "2") }).Passed);
    }

    [Fact]
    public void Certificate_outside_its_validity_fails_the_timestamp_only()
    {
        var request = Good.Request(EnvelopeFormat.Jws, Good.Sign(EnvelopeFormat.Jws)) with { Now = Signers.Now.AddYears(1) };
        var result = NotationVerification.Verify(request);
        Assert.Equal([ValidationType.AuthenticTimestamp], result.Validations.Where(v => v.Refuses).Select(v => v.Type));
    }

    [Fact]
    public void Token_that_is_wanted_and_absent_or_rubbish_is_refused()
    {
        var request = Good.Request(EnvelopeFormat.Jws, Good.Sign(EnvelopeFormat.Jws));
        var tsa = new TrustStoreName(TrustStoreType.TimestampAuthority, "tsa");
        request = request with { Statement = request.Statement with { TrustStores = request.Statement.TrustStores.Add(tsa) }, TrustStore = new(Good.Store.Certificates.Add(tsa, [Good.Root])) };
        Assert.Equal(FailureReason.NoTrustedTime, Assert.Single(NotationVerification.Verify(request).Failures).Reason);
        Assert.True(NotationVerification.Verify(request with { Statement = request.Statement with { VerifyTimestamp = TimestampUse.AfterCertificateExpiry } }).Passed);
    }

    [Fact]
    public void Revocation_is_judged_by_the_facts()
    {
        var signers = new Signers(r => r.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://crl.example/1"])));
        var request = signers.Request(EnvelopeFormat.Cose, signers.Sign(EnvelopeFormat.Cose));
        Assert.Equal(FailureReason.RevocationUnknown, Assert.Single(NotationVerification.Verify(request).Failures).Reason);
        Assert.True(NotationVerification.Verify(With(request, new(RevocationState.Good))).Passed);
        Assert.Equal(FailureReason.CertificateRevoked, Assert.Single(NotationVerification.Verify(With(request, new(RevocationState.Revoked, Signers.Now.AddDays(1)))).Failures).Reason);
        Assert.True(NotationVerification.Verify(signers.Request(EnvelopeFormat.Cose, request.Envelope.ToArray(), """{"level":"strict","override":{"revocation":"skip"}}""")).Passed);

        NotationRequest With(NotationRequest plain, RevocationFact fact) => plain with { Revocation = plain.Revocation.Add(Thumbprint.Of(signers.Leaf), fact) };
    }

    [Fact]
    public void Leaf_that_may_encrypt_or_certify_is_refused()
    {
        AssertInvalid(new(r => r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true)), withDefaults: false));
        AssertInvalid(new(r => r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, false)), withDefaults: false));
        AssertInvalid(new(withDefaults: false));
        AssertInvalid(new(r => r.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.3"), new("1.3.6.1.5.5.7.3.1")], false))));

        static void AssertInvalid(Signers signers)
        {
            var result = NotationVerification.Verify(signers.Request(EnvelopeFormat.Jws, signers.Sign(EnvelopeFormat.Jws), """{"level":"audit"}"""));
            Assert.Equal(FailureReason.CertificateInvalid, Assert.Single(result.Failures).Reason);
        }
    }

    [Fact]
    public void Another_root_of_the_same_name_is_not_trusted()
    {
        var request = Good.Request(EnvelopeFormat.Jws, Good.Sign(EnvelopeFormat.Jws)) with { TrustStore = new Signers().Store };
        var result = NotationVerification.Verify(request);
        Assert.Equal(FailureReason.CertificateUntrusted, Assert.Single(result.Failures).Reason);
        Assert.Null(result.Signer);
    }

    [Fact]
    public void One_good_signature_of_many_suffices_up_to_the_limit()
    {
        var good = Good.Request(EnvelopeFormat.Jws, Good.Sign(EnvelopeFormat.Jws));
        var bad = good with { Envelope = "{}"u8.ToArray() };
        Assert.Equal([false, true], NotationVerification.VerifyAny([bad, good, bad]).Select(r => r.Passed));
        Assert.DoesNotContain(NotationVerification.VerifyAny([.. Enumerable.Repeat(bad, 50), good]), r => r.Passed);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Changed_envelope_never_passes_and_never_throws(EnvelopeFormat format)
    {
        var envelope = Good.Sign(format, a => a with { Expiry = Signers.Now.AddDays(1) });
        var parsed = SignatureEnvelope.Parse(format.MediaType(), envelope).Value;
        Gen.Select(Gen.Int[0, envelope.Length - 1], Gen.Byte, Gen.Int[0, 3]).Sample((at, value, kind) =>
        {
            byte[] changed = kind switch
            {
                0 => [.. envelope[..at]],
                1 => [.. envelope[..at], value, .. envelope[at..]],
                _ => [.. envelope[..at], value, .. envelope[(at + 1)..]],
            };
            var result = NotationVerification.Verify(Good.Request(format, changed));
            // What passes must say what the original said: only the unsigned header may differ.
            Assert.True(!result.Passed || result.Envelope!.SignedBytes.Span.SequenceEqual(parsed.SignedBytes.Span));
        }, iter: 2000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("D2")]
    [InlineData("D284")]
    [InlineData("D29F40A04040FF")]
    [InlineData("D284BFFFA04040")]
    [InlineData("D28443A10126A0F640")]
    [InlineData("D28440A04040")]
    [InlineData("84A0A0A0A0")]
    public void Broken_message_is_refused_with_words(string hex) =>
        Assert.All(SignatureEnvelope.Parse("application/cose", Convert.FromHexString(hex)).Failures, f => Assert.NotEmpty(f.Text));

    [Fact]
    public void Envelope_beyond_the_limit_is_refused_unread()
    {
        var envelope = Good.Sign(EnvelopeFormat.Jws);
        Assert.True(SignatureEnvelope.Parse("application/jose+json", envelope, new() { SizeBytes = envelope.Length }).Succeeded);
        Assert.Equal(FailureReason.LimitExceeded, SignatureEnvelope.Parse("application/jose+json", envelope, new() { SizeBytes = envelope.Length - 1 }).Failures[0].Reason);
        Assert.False(SignatureEnvelope.Parse("application/jose+json", envelope, new() { Certificates = 1 }).Succeeded);
    }
}
