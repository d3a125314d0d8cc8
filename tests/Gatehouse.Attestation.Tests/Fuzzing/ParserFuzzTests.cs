using System.Text;
using CsCheck;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Predicates;
using Gatehouse.Attestation.SimpleSigning;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Tests.Pgp;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Fuzzing;

/// <summary>Whatever the input, a parser answers with an outcome: it does not throw, hang or let a changed signature hold.</summary>
public sealed class ParserFuzzTests
{
    private const long Times = 3_000;
    private static readonly PrivateKey P256 = PrivateKey.Generate(KeyKind.EcdsaP256);
    private static readonly PgpKit.TestKey PgpKey = PgpKit.NewKey();
    private static readonly PgpKit.TestKey PgpSubkey = PgpKit.NewKey();

    private static readonly byte[] Certificate =
    [
        .. PgpKit.Packet(6, PgpKey.Body), .. PgpKit.UserId(PgpKey),
        .. PgpKit.Subkey(PgpKey, PgpSubkey, [.. PgpKit.Subpacket(27, 2), .. PgpKit.BackSignature(PgpKey, PgpSubkey)]),
    ];

    [Fact]
    public void Json() => Fuzz([Utf8("""{"a":[1,2.5e3,"x\u00e9\ud83d\ude00",null,true],"b":{"c":{}}}""")], b =>
    {
        var outcome = StrictJson.Parse(b);
        Assert.NotEqual(outcome.Succeeded, outcome.Failures.Length > 0);
    });

    [Fact]
    public void Envelopes() => Fuzz([Envelope.Sign("application/vnd.in-toto+json", Utf8("{}"), P256).ToJson()], b =>
    {
        var outcome = Envelope.Parse(b).Then(e => e.Verify(P256.PublicKey));
        if (outcome.Succeeded)
        {
            // What still verifies says the same.
            Assert.Equal("{}"u8, outcome.Value.Envelope.Payload.Span);
            Assert.Equal("application/vnd.in-toto+json", outcome.Value.Envelope.PayloadType);
        }
    });

    [Fact]
    public void Statements() => Fuzz(
        [
            Utf8("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"00"},"content":"AA==","annotations":{"x":1}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{"buildDefinition":{"buildType":"t","externalParameters":{}},"runDetails":{"builder":{"id":"b","version":{"a":"1"}},"metadata":{"startedOn":"2026-01-01T00:00:00Z"}}}}"""),
            Utf8("""{"type":"https://in-toto.io/Statement/v0.1","subject":[{"digest":{"sha256":"00"}}],"predicate_type":"https://slsa.dev/verification_summary/v1","predicate":{"verifier":{"id":"v"},"resourceUri":"r","verificationResult":"PASSED","verifiedLevels":["L"],"dependencyLevels":{"L":2},"policy":{"uri":"p"}}}"""),
            Utf8("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"00"}}],"predicateType":"https://in-toto.io/attestation/vulns/v0.2","predicate":{"scanner":{"uri":"s","db":{"lastUpdate":""},"result":[{"id":"C","severity":[{"method":"m","score":"1"}]}]}}}"""),
        ], b => Statement.Parse(b).Then(s => Predicate.Read(s)));

    [Fact]
    public void Payloads() => Fuzz([SimpleSigningPayload.For(ImageReference.Parse($"registry.example/app@sha256:{new string('a', 64)}")).ToJson()], b => SimpleSigningPayload.Parse(b));

    [Fact]
    public void Public_keys() => Fuzz([.. Enum.GetValues<KeyKind>().Select(k => PrivateKey.Generate(k, 2048).PublicKey.SubjectPublicKeyInfo.ToArray())], b => PublicKey.FromDer(b).Then<bool>(k => k.Verify(b, b)));

    [Fact]
    public void Public_keys_in_pem() => Fuzz([Utf8(P256.PublicKey.ToPem())], b => PublicKey.FromPem(Encoding.Latin1.GetString(b)));

    [Fact]
    public void Private_keys_in_pem() => Fuzz([Utf8(P256.ToPem()), Utf8(PrivateKey.Generate(KeyKind.Ed25519).ToPem())], b =>
    {
        var read = PrivateKey.FromPem(Encoding.Latin1.GetString(b));
        if (read.Succeeded)
        {
            read.Value.Dispose();
        }
    });

    [Fact]
    public void Signatures_that_change_do_not_hold()
    {
        var (data, der) = (Utf8("data"), P256.Sign(Utf8("data")));
        Fuzz([der], b => Assert.Equal(b.AsSpan().SequenceEqual(der), P256.PublicKey.Verify(data, b)));
    }

    [Fact]
    public void Pgp_certificates() => Fuzz([Certificate], b =>
    {
        var key = PgpPublicKey.Parse(b);
        if (key.Succeeded)
        {
            _ = key.Value.WhyUnusable(PgpKit.Now);
        }
    });

    [Fact]
    public void Pgp_certificates_in_armor() => Fuzz([Utf8(Armored("PGP PUBLIC KEY BLOCK", Certificate))], b => PgpPublicKey.Parse(Encoding.UTF8.GetString(b)));

    [Fact]
    public void Pgp_messages()
    {
        var key = PgpPublicKey.Parse(Certificate).Value;
        var message = PgpKit.Message(PgpKey, "content"u8.ToArray());
        byte[] compressed = PgpKit.Packet(8, [0, .. message]);
        var clear = Utf8($"-----BEGIN PGP SIGNED MESSAGE-----\n\ncontent\n{Armored("PGP SIGNATURE", PgpKit.Detached(PgpKey, "content"u8.ToArray(), type: 1))}");
        Fuzz([message, compressed, clear, Utf8(Armored("PGP MESSAGE", message))], b =>
        {
            var outcome = PgpVerification.VerifyAny(b, default, key, PgpKit.Now);
            if (outcome.Succeeded)
            {
                Assert.Equal("content"u8, outcome.Value.Content);
            }
        });
    }

    [Fact]
    public void Tokens()
    {
        var attestor = Attestor.Create("a", "n", AttestorKey.FromPkix("k", P256.PublicKey.ToPem(), "ECDSA_P256_SHA256"));
        var image = ImageReference.Parse($"registry.example/app@sha256:{new string('a', 64)}");
        Fuzz([Utf8("eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ.e30.AAAA")], b =>
            Assert.False(attestor.Verify(new() { NoteName = "n", ResourceUri = $"https://{image}", Tokens = [Encoding.Latin1.GetString(b)] }, image, PgpKit.Now).Succeeded));
    }

    private static void Fuzz(byte[][] seeds, Action<byte[]> parse) => Mutations.Of(seeds).Sample(parse, iter: Times, threads: 1);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Armored(string kind, byte[] data) => $"-----BEGIN {kind}-----\n\n{Convert.ToBase64String(data)}\n-----END {kind}-----\n";
}
