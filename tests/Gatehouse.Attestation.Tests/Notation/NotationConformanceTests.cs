using System.Buffers.Text;
using System.Collections.Immutable;
using System.Formats.Cbor;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Notation;
using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Notation;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: notation")]
public sealed class NotationConformanceTests
{
    private static readonly string[] SignatureKinds = ["notation-envelope", "notation-cose"];

    public static TheoryData<string> Signatures => StandardCase.Names("notation", SignatureKinds);

    public static TheoryData<string> Timestamps => StandardCase.Names("notation", "notation-timestamp");

    public static TheoryData<string> Encodings => StandardCase.Names("notation", "notation-encoding");

    [Theory, MemberData(nameof(Signatures))]
    public void Signature_is_judged_as_the_index_says(string name)
    {
        var row = StandardCase.Get("notation", name, SignatureKinds);
        var policy = ReadPolicy(row);
        var statement = policy.Found?.FindForRepository(RepositoryOf(row.Input("artifact")));
        var result = statement is null ? null : NotationVerification.Verify(Request(row, statement));
        Assert.True(row.Passes == (result?.Passed ?? false), $"expected {row.Reason}; policy {policy}; {string.Join("; ", result?.Failures ?? [])}");
    }

    [Theory, MemberData(nameof(Timestamps))]
    public void Authentic_timestamp_is_judged_as_the_index_says(string name)
    {
        var row = StandardCase.Get("notation", name, "notation-timestamp");
        var policy = ReadPolicy(row);
        var envelope = SignatureEnvelope.Parse(row.Input("mediaType"), row.ReadBytes()).Value;
        var result = policy.Found?.FindGlobal() is { } statement ? AuthenticTimestamp.Check(envelope, statement, ReadStore(row), row.Now) : null;
        Assert.True(row.Passes == (result?.Passed ?? false), $"expected {row.Reason}; policy {policy}; {string.Join("; ", result?.Failures ?? [])}");
    }

    [Theory, MemberData(nameof(Encodings))]
    public void Signer_writes_the_very_bytes(string name)
    {
        var row = StandardCase.Get("notation", name, "notation-encoding");
        using var document = JsonDocument.Parse(row.ReadBytes());
        if (document.RootElement.TryGetProperty("protected", out _))
        {
            AssertJws(document.RootElement);
        }
        else
        {
            AssertCose(document.RootElement);
        }
    }

    private static void AssertJws(JsonElement expected)
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(expected.GetProperty("protected").GetString()));
        var request = new SigningRequest(EnvelopeFormat.Jws, Base64Url.DecodeFromChars(expected.GetProperty("payload").GetString()), JwsAttributes(header.RootElement))
        {
            ContentType = header.RootElement.GetProperty("cty").GetString()!,
            Key = KeyFor(header.RootElement.GetProperty("alg").GetString()!),
            SigningAgent = expected.GetProperty("header").GetProperty("io.cncf.notary.signingAgent").GetString(),
        };
        var envelope = UnsignedEnvelope.Prepare(request).Attach(Base64Url.DecodeFromChars(expected.GetProperty("signature").GetString()));
        Assert.Equal(JsonSerializer.Serialize(expected), System.Text.Encoding.UTF8.GetString(envelope));
    }

    private static SignedAttributes JwsAttributes(JsonElement header)
    {
        var critical = header.GetProperty("crit").EnumerateArray().Select(c => c.GetString()!).ToArray();
        var time = header.TryGetProperty("io.cncf.notary.signingTime", out var own);
        return new()
        {
            Scheme = time ? SigningScheme.X509 : SigningScheme.SigningAuthority,
            SigningTime = time ? own.GetDateTimeOffset() : header.GetProperty("io.cncf.notary.authenticSigningTime").GetDateTimeOffset(),
            Expiry = header.TryGetProperty("io.cncf.notary.expiry", out var expiry) ? expiry.GetDateTimeOffset() : null,
            Extended = [.. header.EnumerateObject().Where(m => IsExtended(m.Name)).Select(m => new ExtendedAttribute(m.Name, m.Value.GetString(), critical.Contains(m.Name)))],
        };
    }

    private static void AssertCose(JsonElement expected)
    {
        var headerHex = expected.GetProperty("protectedHeaders").GetProperty("cborHex").GetString()!;
        var output = Convert.FromHexString(expected.GetProperty("expectedOutput").GetProperty("cborHex").GetString()!);
        var (attributes, contentType, algorithm) = CoseAttributes(Convert.FromHexString(headerHex), expected);
        var request = new SigningRequest(EnvelopeFormat.Cose, Convert.FromHexString(expected.GetProperty("payload").GetString()!), attributes)
        {
            ContentType = contentType,
            Key = KeyFor(algorithm),
            SigningAgent = Agent(expected),
        };
        var unsigned = UnsignedEnvelope.Prepare(request);
        Assert.Equal(headerHex, Convert.ToHexString(unsigned.ProtectedHeader.Span), ignoreCase: true);
        Assert.Equal(Convert.ToHexString(output), Convert.ToHexString(unsigned.Attach(SignatureOf(output))));
    }

    private static string? Agent(JsonElement expected)
    {
        var reader = new CborReader(Convert.FromHexString(expected.GetProperty("unprotectedHeaders").GetProperty("cborHex").GetString()!));
        Assert.Equal(1, reader.ReadStartMap());
        Assert.Equal("io.cncf.notary.signingAgent", reader.ReadTextString());
        return reader.ReadTextString();
    }

    private static byte[] SignatureOf(byte[] message)
    {
        var reader = new CborReader(message);
        reader.ReadTag();
        reader.ReadStartArray();
        reader.SkipValue();
        reader.SkipValue();
        reader.SkipValue();
        return reader.ReadByteString();
    }

    private static (SignedAttributes, string ContentType, string Algorithm) CoseAttributes(byte[] header, JsonElement expected)
    {
        var texts = new Dictionary<string, string>();
        List<string> critical = [];
        var (contentType, algorithm) = ("", 0);
        var reader = new CborReader(header);
        for (var left = reader.ReadStartMap(); left > 0; left--)
        {
            var label = reader.PeekState() is CborReaderState.TextString ? reader.ReadTextString() : reader.ReadInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);
            switch (label)
            {
                case "1": algorithm = reader.ReadInt32(); break;
                case "2":
                    for (var entries = reader.ReadStartArray(); entries > 0; entries--)
                    {
                        critical.Add(reader.ReadTextString());
                    }
                    reader.ReadEndArray();
                    break;
                case "3": contentType = reader.ReadTextString(); break;
                default:
                    if (reader.PeekState() is CborReaderState.Tag)
                    {
                        reader.SkipValue();
                    }
                    else
                    {
                        texts.Add(label, reader.ReadTextString());
                    }
                    break;
            }
        }
        var attributes = new SignedAttributes
        {
            Scheme = texts["io.cncf.notary.signingScheme"] == "notary.x509" ? SigningScheme.X509 : SigningScheme.SigningAuthority,
            SigningTime = DateTimeOffset.FromUnixTimeSeconds(expected.GetProperty("signingTime").GetInt64()),
            Expiry = expected.TryGetProperty("expiry", out var expiry) ? DateTimeOffset.FromUnixTimeSeconds(expiry.GetInt64()) : null,
            Extended = [.. texts.Where(t => IsExtended(t.Key)).Select(t => new ExtendedAttribute(t.Key, t.Value, critical.Contains(t.Key)))],
        };
        return (attributes, contentType, algorithm switch { -37 => "PS256", -38 => "PS384", -39 => "PS512", -7 => "ES256", -35 => "ES384", _ => "ES512" });
    }

    private static bool IsExtended(string name) => name is not ("alg" or "cty" or "crit" or "io.cncf.notary.signingScheme" or "io.cncf.notary.signingTime"
        or "io.cncf.notary.authenticSigningTime" or "io.cncf.notary.expiry");

    private static PublicKey KeyFor(string algorithm)
    {
        using var key = algorithm switch
        {
            "PS256" => PrivateKey.Generate(KeyKind.Rsa, 2048),
            "PS384" => PrivateKey.Generate(KeyKind.Rsa, 3072),
            "PS512" => PrivateKey.Generate(KeyKind.Rsa, 4096),
            "ES256" => PrivateKey.Generate(KeyKind.EcdsaP256),
            "ES384" => PrivateKey.Generate(KeyKind.EcdsaP384),
            _ => PrivateKey.Generate(KeyKind.EcdsaP521),
        };
        return key.PublicKey;
    }

    private static Gatehouse.Attestation.Verification.Outcome<TrustPolicyDocument> ReadPolicy(StandardCase row) => TrustPolicyDocument.Parse(TrustPolicyKind.Oci, row.ReadBytes(row.Input("trustPolicy")));

    private static string RepositoryOf(string artifact) => ImageReference.TryParse(artifact, out var reference) ? reference.Name : artifact;

    private static NotationRequest Request(StandardCase row, TrustPolicyStatement statement)
    {
        var descriptor = row.Inputs.GetProperty("descriptor");
        return new()
        {
            MediaType = row.Input("mediaType"),
            Envelope = row.ReadBytes(),
            Artifact = new(descriptor.GetProperty("mediaType").GetString()!, descriptor.GetProperty("digest").GetString()!, descriptor.GetProperty("size").GetInt64()),
            Statement = statement,
            TrustStore = ReadStore(row),
            Now = row.Now,
            UserMetadata = row.Inputs.TryGetProperty("userMetadata", out var metadata)
                ? metadata.EnumerateObject().ToImmutableDictionary(m => m.Name, m => m.Value.GetString()!)
                : ImmutableDictionary<string, string>.Empty,
        };
    }

    private static TrustStore ReadStore(StandardCase row)
    {
        var root = Path.Combine(row.Folder, row.Input("trustStore"), "x509");
        var stores = ImmutableDictionary.CreateBuilder<TrustStoreName, ImmutableArray<Certificate>>();
        foreach (var folder in Directory.Exists(root) ? Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories) : [])
        {
            Assert.True(TrustStoreName.TryParse($"{Path.GetFileName(Path.GetDirectoryName(folder))}:{Path.GetFileName(folder)}", out var name));
            stores.Add(name, [.. Directory.EnumerateFiles(folder).SelectMany(ReadCertificates)]);
        }
        return new(stores.ToImmutable());
    }

    private static IEnumerable<Certificate> ReadCertificates(string file)
    {
        var collection = new System.Security.Cryptography.X509Certificates.X509Certificate2Collection();
        if (File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE-----"))
        {
            collection.ImportFromPemFile(file);
        }
        else
        {
            collection.Add(System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(file));
        }
        return [.. collection.Select(c => Certificate.Parse(c.RawData))];
    }
}
