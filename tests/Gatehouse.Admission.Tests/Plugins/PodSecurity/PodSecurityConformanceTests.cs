using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Admission.Plugins;
using Gatehouse.Admission.Plugins.PodSecurity;
using Gatehouse.Standards;

namespace Gatehouse.Admission.Tests.Plugins.PodSecurity;

/// <summary>The suite <c>pod-security</c>: what Kubernetes' own evaluator says of pods at every level and version, word by word.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "pod-security")]
public sealed class PodSecurityConformanceTests
{
    private static readonly string? Folder = TestData.FindFolder("pod-security");

    private static readonly FrozenDictionary<string, JsonElement> Cases = Folder is null
        ? FrozenDictionary<string, JsonElement>.Empty
        : Objects.Json(File.ReadAllText(Path.Combine(Folder, "expected.json"))).EnumerateArray().ToFrozenDictionary(c => c.GetProperty("file").GetString()!);

    public static TheoryData<string> Files => Cases.Count == 0 ? [new TheoryDataRow<string>("") { Skip = TestData.Absent }] : new(Cases.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Files))]
    public void Verdict_agrees_with_Kubernetes_at_every_level_and_version(string file)
    {
        var pod = Objects.Yaml(File.ReadAllBytes(Path.Combine(Folder!, file)));
        foreach (var run in Cases[file].GetProperty("results").EnumerateArray())
        {
            var (from, to) = (Minor(run, "from"), Minor(run, "to"));
            for (var version = from; version <= to; version++)
            {
                Assert.Equal((version, Expect(run, version)), (version, Judge(pod, run.GetProperty("level").GetString()!, $"v1.{version}")));
            }
        }
    }

    private static int Minor(JsonElement run, string end) => int.Parse(run.GetProperty(end).GetString()!.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static string? Expect(JsonElement run, int version) => run.GetProperty("allowed").GetBoolean()
        ? null
        : $"pods \"p\" is forbidden: violates PodSecurity \"{run.GetProperty("level").GetString()}:v1.{version}\": {run.GetProperty("detail").GetString()}";

    private static string? Judge(JsonElement pod, string level, string version)
    {
        var labels = new Dictionary<string, string> { ["pod-security.kubernetes.io/enforce"] = level, ["pod-security.kubernetes.io/enforce-version"] = version };
        var request = new AdmissionAttributes { Operation = "CREATE", Resource = "pods", Kind = "Pod", Namespace = "n", Name = "p", Object = pod };
        var refusal = new PodSecurityPlugin(new()).Validate(request, new() { NamespaceLabels = labels.ToFrozenDictionary() }).Refusal;
        Assert.All(refusal?.Violations ?? [], v => Assert.True(v.RuleId.Length > 0 && v.Field.Length > 0 && v.Remedy.Length > 0));
        return refusal?.Message;
    }
}
