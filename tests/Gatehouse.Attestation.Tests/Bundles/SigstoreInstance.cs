using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.TransparencyLogs;
using PublicKey = Gatehouse.Attestation.Keys.PublicKey;

namespace Gatehouse.Attestation.Tests.Bundles;

/// <summary>A sigstore instance of our own: an authority, a log of one entry at a time and a timestamp authority, all with keys made for the test.</summary>
internal sealed class SigstoreInstance
{
    public const string Issuer = "https://issuer.example";
    public const string Subject = "https://ci.example/workflows/release@refs/heads/main";

    public static readonly DateTimeOffset SigningTime = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _logKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _signerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _timestamper;

    public SigstoreInstance()
    {
        var request = new CertificateRequest("CN=authority", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(SigningTime.AddYears(-1), SigningTime.AddYears(1));
        _timestamper = MakeTimestamper();
    }

    public byte[] AuthorityDer => _authority.RawData;

    public TrustedRoot Root => new()
    {
        Logs = [Log],
        CertificateLogs = [],
        CertificateAuthorities = [new([Certificate.Parse(_authority.RawData)], new(SigningTime.AddYears(-1), null), "authority")],
        TimestampAuthorities = [new([Certificate.Parse(_timestamper.RawData)], new(SigningTime.AddYears(-1), null), "timestamps")],
    };

    public static BundlePolicy Policy => BundlePolicy.For(new CertificateIdentity(TextMatch.Exactly(Issuer), TextMatch.Exactly(Subject))) with { RequireCertificateTimestamp = false };

    private TransparencyLog Log
    {
        get
        {
            var key = PublicKey.FromDer(_logKey.ExportSubjectPublicKeyInfo()).Value;
            return new("https://log.example", LogId, LogId, key, SignatureScheme.For(KeyKind.EcdsaP256), new(SigningTime.AddYears(-1), null));
        }
    }

    private byte[] LogId => SHA256.HashData(_logKey.ExportSubjectPublicKeyInfo());

    /// <summary>A bundle of version 0.3 with promise, proof and timestamp.</summary>
    public string Sign(byte[] artifact, Func<CertificateRequest, CertificateRequest>? change = null, DateTimeOffset? time = null, DateTimeOffset? stampedAt = null)
    {
        var certificate = Issue(change ?? (r => r));
        var signature = _signerKey.SignData(artifact, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var body = Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"data":{"hash":{"algorithm":"sha256","value":"{{{Convert.ToHexStringLower(SHA256.HashData(artifact))}}}"}},"signature":{"content":"{{{Convert.ToBase64String(signature)}}}","publicKey":{"content":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", certificate)))}}}"} } } }""");
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"certificate":{"rawBytes":"{{{Convert.ToBase64String(certificate)}}}"},
            "tlogEntries":[{{{Entry(body, time ?? SigningTime)}}}],
            "timestampVerificationData":{"rfc3161Timestamps":[{"signedTimestamp":"{{{Convert.ToBase64String(Stamp(signature, stampedAt ?? SigningTime))}}}"}]}},
            "messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"{{{Convert.ToBase64String(SHA256.HashData(artifact))}}}"},"signature":"{{{Convert.ToBase64String(signature)}}}"}}
            """);
    }

    public byte[] Issue(Func<CertificateRequest, CertificateRequest> change)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new(Subject));
        var request = new CertificateRequest("", _signerKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.3")], false));
        request.CertificateExtensions.Add(names.Build(true));
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.57264.1.8", Utf8(Issuer), false));
        return change(request).Create(_authority, SigningTime.AddMinutes(-5), SigningTime.AddMinutes(5), [1]).RawData;
    }

    public static byte[] Utf8(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        return writer.Encode();
    }

    /// <summary>A token without the response around it.</summary>
    public byte[] Stamp(byte[] data, DateTimeOffset time)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _timestamper) { IncludeOption = X509IncludeOption.EndCertOnly };
        signer.SignedAttributes.Add(new AsnEncodedData("1.2.840.113549.1.9.16.2.47", SigningCertificate()));
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), TokenInfo(data, time)));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private string Entry(byte[] body, DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        var promised = $$"""{"body":"{{Convert.ToBase64String(body)}}","integratedTime":{{seconds}},"logID":"{{Convert.ToHexStringLower(LogId)}}","logIndex":7}""";
        var root = MerkleTree.HashLeaf(body);
        var text = $"log.example - 1\n1\n{Convert.ToBase64String(root)}\n";
        var note = $"{text}\n— log.example {Convert.ToBase64String([.. LogId[..4], .. Sign(text)])}\n";
        return $$$"""
            {"logIndex":"7","logId":{"keyId":"{{{Convert.ToBase64String(LogId)}}}"},"kindVersion":{"kind":"hashedrekord","version":"0.0.1"},"integratedTime":"{{{seconds}}}",
            "inclusionPromise":{"signedEntryTimestamp":"{{{Convert.ToBase64String(Sign(promised))}}}"},
            "inclusionProof":{"rootHash":"{{{Convert.ToBase64String(root)}}}","treeSize":"1","hashes":[],"checkpoint":{"envelope":"{{{note.Replace("\n", "\\n", StringComparison.Ordinal)}}}"}},
            "canonicalizedBody":"{{{Convert.ToBase64String(body)}}}"}
            """;
    }

    private byte[] Sign(string text) => _logKey.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static X509Certificate2 MakeTimestamper()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=timestamps", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.8")], true));
        return request.CreateSelfSigned(SigningTime.AddYears(-1), SigningTime.AddYears(1));
    }

    private byte[] SigningCertificate()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(_timestamper.RawData));
        }

        return writer.Encode();
    }

    private static byte[] TokenInfo(byte[] data, DateTimeOffset time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.3.6.1.4.1.57264.2");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                }

                writer.WriteOctetString(SHA256.HashData(data));
            }

            writer.WriteInteger(1);
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
            using (writer.PushSequence())
            {
                writer.WriteInteger(2);
            }
        }

        return writer.Encode();
    }
}
