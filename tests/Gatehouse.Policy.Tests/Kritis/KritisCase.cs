using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Tests.Kritis;

/// <summary>One file of the suite: a request with policies and facts, and what Kritis answers.</summary>
internal sealed record KritisCase(JsonNode Request, JsonNode Expected)
{
    /// <summary>The images that Kritis exempts by itself.</summary>
    private static readonly FrozenSet<string> BuiltIn =
    [
        "gcr.io/kritis-project/kritis-server", "gcr.io/kritis-project/preinstall", "gcr.io/kritis-project/postinstall",
        "gcr.io/kritis-project/predelete", "us.gcr.io/grafeas/grafeas-server",
    ];

    public static KritisCase Read(string file)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        return new(json["request"]!, json["expected"]!);
    }

    public bool IsAllowed => (bool)Expected["allowed"]!;

    public IEnumerable<string> ExpectedViolations =>
        Expected["violations"]!.AsArray().Select(v => $"{v!["type"]} {v["image"]} {v["note"]}".TrimEnd());

    public KritisRequest Facts => new()
    {
        Kind = (string)Request["kind"]!,
        Annotations = (Request["annotations"]?.AsObject() ?? []).ToFrozenDictionary(a => a.Key, a => (string?)a.Value ?? ""),
        Owners = [.. Items("owners").Select(o => ReadOwner(o!))],
        Images = [.. Items("initContainers").Concat(Items("containers")).Select(image => ReadFacts((string)image!))],
        GenericAttestationPolicies = [.. Items("genericAttestationPolicies").Select(p => ReadAttestationPolicy(p!))],
        ImageSecurityPolicies = [.. Items("imageSecurityPolicies").Select(ReadPolicy)],
    };

    public Surroundings Surroundings => new()
    {
        Authorities = [.. Items("attestationAuthorities").Select(a => (string)a!)],
        ExemptRepositories = BuiltIn,
    };

    private static KritisOwner ReadOwner(JsonNode owner) =>
        new((string)owner["kind"]!, (string)owner["name"]!, (bool?)owner["found"] ?? true, [.. Texts(owner["images"])]);

    private GenericAttestationPolicy ReadAttestationPolicy(JsonNode policy) => new()
    {
        Namespace = (string)Request["namespace"]!,
        Name = (string)policy["name"]!,
        AttestationAuthorityNames = [.. Texts(policy["attestationAuthorityNames"])],
        AdmissionAllowlistPatterns =
        [
            .. (policy["admissionAllowlistPatterns"]?.AsArray() ?? [])
                .Select(p => KritisNamePattern.TryParse((string?)p!["namePattern"], out var pattern) ? pattern : null).OfType<KritisNamePattern>(),
        ],
    };

    private ImageSecurityPolicy ReadPolicy(JsonNode? policy)
    {
        var requirements = policy!["packageVulnerabilityRequirements"];
        return new()
        {
            Namespace = (string)Request["namespace"]!,
            Name = (string)policy["name"]!,
            ImageAllowlist = [.. Texts(policy["imageAllowlist"])],
            MaximumSeverity = Threshold(requirements?["maximumSeverity"]) ?? SeverityThreshold.Critical,
            MaximumFixUnavailableSeverity = Threshold(requirements?["maximumFixUnavailableSeverity"]) ?? SeverityThreshold.AllowAll,
            AllowlistCves = [.. Texts(requirements?["allowlistCVEs"])],
            AttestationAuthorityName = (string?)policy["attestationAuthorityName"] ?? "",
        };
    }

    private ImageFacts ReadFacts(string image) => new()
    {
        Image = image,
        Findings = [.. (Request["vulnerabilities"]?[image]?.AsArray() ?? []).Select(f => ReadFinding(f!))],
        AttestedBy = [.. Texts(Request["attestedBy"]?[image])],
    };

    private static Finding ReadFinding(JsonNode finding) => new()
    {
        Note = (string)finding["note"]!,
        EffectiveSeverity = Enum.TryParse<FindingSeverity>(((string)finding["effectiveSeverity"]!).Replace("SEVERITY_", "", StringComparison.Ordinal), true, out var severity) ? severity : (FindingSeverity)(-1),
        Packages = [.. (finding["fixedVersionKinds"]?.AsArray() ?? []).Select((kind, i) => new AffectedPackage($"package-{i}", "1", (string?)kind is null or "MAXIMUM" ? null : "2"))],
    };

    private JsonArray Items(string name) => Request[name]?.AsArray() ?? [];

    private static IEnumerable<string> Texts(JsonNode? list) => (list?.AsArray() ?? []).Select(t => (string)t!);

    private static SeverityThreshold? Threshold(JsonNode? text) => (string?)text is { Length: > 0 } word ? new SeverityThreshold(word) : null;
}
