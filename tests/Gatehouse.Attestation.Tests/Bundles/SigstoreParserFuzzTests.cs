using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Provenance;
using Gatehouse.Attestation.Timestamps;
using Gatehouse.Attestation.TransparencyLogs;

namespace Gatehouse.Attestation.Tests.Bundles;

/// <summary>Whatever bytes come, a parser answers, or throws the one exception it documents; and nothing that was changed verifies.</summary>
public sealed class SigstoreParserFuzzTests
{
    private static readonly SigstoreInstance Instance = new();
    private static readonly byte[] Artifact = "an artifact"u8.ToArray();
    private static readonly byte[] Bundle = Encoding.UTF8.GetBytes(Instance.Sign(Artifact));

    [Fact]
    public void Changed_bundle_verifies_only_as_the_same_signature()
    {
        var signature = SigstoreBundle.Parse(Bundle).Value.Signature.ToArray();
        Mutations(Bundle).Sample(bytes =>
        {
            var outcome = SigstoreBundle.Parse(bytes).Then(b => BundleVerifier.Verify(b, SignedArtifact.FromBytes(Artifact), Instance.Root, SigstoreInstance.Policy));
            Assert.True(!outcome.Succeeded || outcome.Found.Bundle.Signature.Span.SequenceEqual(signature));
        }, iter: 3000);
    }

    [Fact]
    public void Changed_certificate_is_refused_by_format_or_by_signature()
    {
        var der = Instance.Issue(r => r);
        Mutations(der).Sample(bytes =>
        {
            try
            {
                var certificate = Certificate.Parse(bytes);
                _ = SignedCertificateTimestampList.Read(certificate);
                _ = FulcioClaims.Read(certificate);
                Assert.True(bytes.AsSpan().SequenceEqual(der) || Instance.Root.CertificateAuthorities[0].FindPath(certificate, []) is null);
            }
            catch (FormatException)
            {
                // The one documented.
            }
        }, iter: 3000);
    }

    [Fact]
    public void Changed_timestamp_stamps_nothing_else()
    {
        var token = Instance.Stamp(Artifact, SigstoreInstance.SigningTime);
        Mutations(token).Sample(bytes =>
        {
            try
            {
                var outcome = TimestampVerifier.Verify(TimestampToken.Parse(bytes), Artifact, Instance.Root.TimestampAuthorities);
                Assert.True(!outcome.Succeeded || outcome.Found.Time == SigstoreInstance.SigningTime);
            }
            catch (FormatException)
            {
                // The one documented.
            }
        }, iter: 3000);
    }

    [Fact]
    public void Changed_manifest_of_signatures_verifies_only_with_the_same_payload()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var image = ImageReference.Parse($"registry.example/app@sha256:{new string('a', 64)}");
        var signed = CosignSigner.Sign(image, key);
        var policy = new CosignPolicy { Signers = BundlePolicy.ForKeyOnly(key.PublicKey) };
        Mutations(signed.Manifest.ToArray()).Sample(bytes =>
        {
            var content = signed.Blobs.Append(bytes).ToDictionary(DigestOf, b => b);
            var repository = new OciRepository { Tags = new Dictionary<string, Digest> { [signed.Tag] = DigestOf(bytes) }.ToImmutableDictionary(), Content = content.ToImmutableDictionary() };
            var outcome = CosignVerifier.VerifySignatures(repository, image.Digest!.Value, policy);
            Assert.True(!outcome.Succeeded || outcome.Found[0].Payload!.ManifestDigest == image.Digest);
        }, iter: 2000);
    }

    private static Digest DigestOf(ReadOnlyMemory<byte> content) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content.Span))}");

    [Fact]
    public void Notes_entries_roots_and_descriptions_answer_to_anything()
    {
        var note = "log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— log.example AAAAAAAAAAAA\n"u8.ToArray();
        Mutations(note).Sample(bytes =>
        {
            try
            {
                _ = Checkpoint.Parse(Encoding.UTF8.GetString(bytes));
            }
            catch (FormatException)
            {
                // The one documented.
            }
        }, iter: 3000);
        Mutations(SigstoreBundle.Parse(Bundle).Value.LogEntries[0].Body.ToArray()).Sample(bytes => _ = LogEntryBody.Parse(bytes).Failures, iter: 1000);
        Mutations(Root()).Sample(bytes => _ = TrustedRoot.Parse(bytes).Failures, iter: 2000);
        Mutations("""{"provenance_summary":{"provenance":[{"envelope":{"payload":"e30","payloadType":"application/vnd.in-toto+json","signatures":[{"keyid":"a","sig":"AA"}]}}]}}"""u8.ToArray())
            .Sample(bytes => _ = CloudBuildProvenance.Verify(bytes, []).Failures, iter: 1000);
    }

    [Fact]
    public void Trusted_root_that_is_whole_is_read() => Assert.Single(TrustedRoot.Parse(Root()).Value.CertificateAuthorities);

    private static byte[] Root() => Encoding.UTF8.GetBytes($$"""
        {"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","certificateAuthorities":[{"uri":"u",
        "certChain":{"certificates":[{"rawBytes":"{{Convert.ToBase64String(Instance.AuthorityDer)}}"}]},"validFor":{"start":"2021-01-01T00:00:00Z"} }]}
        """);

    /// <summary>A few bytes set, removed or doubled, or the end cut off.</summary>
    private static Gen<byte[]> Mutations(byte[] valid) => Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, 4], Gen.Int[1, 8]).Array[1, 3].Select(edits =>
    {
        List<byte> bytes = [.. valid];
        foreach (var (place, value, kind, length) in edits)
        {
            Edit(bytes, Math.Min(place, bytes.Count - 1), value, kind, length);
        }

        return bytes.ToArray();
    });

    private static void Edit(List<byte> bytes, int place, byte value, int kind, int length)
    {
        if (place < 0)
        {
            return;
        }

        switch (kind)
        {
            case 0:
                bytes[place] = value;
                break;
            case 1:
                bytes[place] ^= (byte)(1 << (value & 7));
                break;
            case 2:
                bytes.RemoveRange(place, Math.Min(length, bytes.Count - place));
                break;
            case 3:
                bytes.InsertRange(place, bytes.GetRange(place, Math.Min(length, bytes.Count - place)));
                break;
            default:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
        }
    }
}
