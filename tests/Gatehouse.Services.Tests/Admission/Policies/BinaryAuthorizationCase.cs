using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Admission.Policies;
using Gatehouse.Admission.Policies.BinaryAuthorization;
using Gatehouse.Attestation.Keys;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.BinaryAuthorization;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Services.Tests.Admission.Policies;

/// <summary>One file of the suite. Its documents name keys instead of holding them; each name becomes a key of its own here.</summary>
internal sealed record BinaryAuthorizationCase(JsonNode Json)
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, (string Pem, string Id)> _keys = new(StringComparer.Ordinal);

    public static BinaryAuthorizationCase Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!);

    public bool IsPlatform => Json["platformPolicy"] is not null;

    public bool IsAllowed => (bool)Json["expected"]!["allowed"]!;

    public string ExpectedRule => (string)Json["expected"]!["rule"]!;

    public bool IsConformant => (bool)Json["expected"]!["conformant"]!;

    public bool IsInvalidPolicy => (bool?)Json["expected"]!["invalidPolicy"] ?? false;

    public string Namespace => (string)Json["request"]!["namespace"]!;

    public string ServiceAccount => (string?)Json["request"]!["serviceAccount"] ?? "default";

    public BinaryAuthorizationRequest Request => new()
    {
        Cluster = (string?)Json["request"]!["cluster"] ?? "",
        Namespace = Namespace,
        ServiceAccount = ServiceAccount,
        MeshIdentity = (string?)Json["request"]!["spiffe"] ?? "",
        Labels = Map("labels"),
        Annotations = Map("annotations"),
        Images = [.. Json["request"]!["images"]!.AsArray().Select(i => Facts((string)i!))],
        SystemImages = [.. Texts(Json["request"]!["systemPatterns"]).Select(p => BinaryAuthorizationPattern.TryParse(p, out var pattern, out var error) ? pattern : throw new InvalidDataException(error))],
        AllowBreakGlass = true,
    };

    public ImageFacts Image => Facts((string)Json["request"]!["image"]!);

    public BinaryAuthorizationPolicy? FindProjectPolicy() => Find(new BinaryAuthorizationPolicyKind(), Json["policy"]!);

    public PlatformPolicy? FindPlatformPolicy()
    {
        var policy = Json["platformPolicy"]!.DeepClone();
        WriteKeys(policy);
        return Find(new PlatformPolicyKind(), policy);
    }

    private static T? Find<T>(PolicyKind<T> kind, JsonNode document)
        where T : class
    {
        var errors = new ManifestErrors("policy");
        var documents = new ManifestKinds(PolicyKinds.All).Read(Encoding.UTF8.GetBytes(document.ToJsonString()), new(), errors);
        return errors.IsEmpty ? kind.Find(Assert.Single(documents).Key, documents[0].Content.Span) : null;
    }

    private void WriteKeys(JsonNode node)
    {
        if (node is JsonArray items)
        {
            items.OfType<JsonNode>().ToList().ForEach(WriteKeys);
        }

        if (node is not JsonObject fields)
        {
            return;
        }

        foreach (var (name, value) in fields.Where(f => f.Value is not null).ToArray())
        {
            if (name == "keys" && fields.Remove(name))
            {
                fields["pkixPublicKeySet"] = new JsonObject { ["pkixPublicKeys"] = new JsonArray([.. Texts(value).Select(KeyDocument)]) };
            }
            else
            {
                WriteKeys(value!);
            }
        }
    }

    private JsonObject KeyDocument(string name) =>
        new() { ["publicKeyPem"] = Key(name).Pem, ["signatureAlgorithm"] = "ECDSA_P256_SHA256", ["keyId"] = name };

    private (string Pem, string Id) Key(string name)
    {
        if (!_keys.TryGetValue(name, out var key))
        {
            using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var pem = ecdsa.ExportSubjectPublicKeyInfoPem();
            _keys[name] = key = (pem, PublicKey.FromPem(pem).Value.Id);
        }

        return key;
    }

    private ImageFacts Facts(string image) => new()
    {
        Image = image,
        AttestedBy = [.. Texts(Json["request"]!["attestedBy"]?[image])],
        UploadTime = (double?)Json["request"]!["ageDays"] is { } days ? Now.AddDays(-days) : null,
        IsScanned = (bool?)Json["request"]!["scanned"] ?? true,
        Findings = [.. (Json["request"]!["findings"]?.AsArray() ?? []).Select(f => Finding(f!))],
        Signatures = [.. from key in Texts(Json["request"]!["signedBy"]) from source in Projects(Json) select new VerifiedSigner { KeyId = Key(key).Id, Source = source }],
    };

    private static Finding Finding(JsonNode finding) => new()
    {
        Note = (string)finding["note"]!,
        EffectiveSeverity = Enum.Parse<FindingSeverity>((string)finding["severity"]!, true),
        Packages = [new("package", "1", (bool)finding["fixable"]! ? "2" : null)],
    };

    /// <summary>The case does not say where a signature is, so it is wherever a check may look.</summary>
    private static IEnumerable<string> Projects(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(f => f.Key == "containerAnalysisAttestationProjects" ? Texts(f.Value) : Projects(f.Value)).Distinct(),
        JsonArray items => items.SelectMany(Projects).Distinct(),
        _ => [],
    };

    private FrozenDictionary<string, string> Map(string name) => (Json["request"]![name]?.AsObject() ?? []).ToFrozenDictionary(e => e.Key, e => (string)e.Value!);

    private static ImmutableArray<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(t => (string)t!)];
}
