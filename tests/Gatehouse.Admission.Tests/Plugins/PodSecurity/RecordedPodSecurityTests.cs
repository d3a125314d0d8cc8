using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Admission.Plugins;
using Gatehouse.Admission.Plugins.PodSecurity;
using Gatehouse.Standards;

namespace Gatehouse.Admission.Tests.Plugins.PodSecurity;

/// <summary>What a real API server answered in namespaces with Pod Security labels and no policies: refusals, warnings and audit annotations.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "admission-reviews: pod security")]
public sealed class RecordedPodSecurityTests
{
    private const string Prefix = "pod-security.kubernetes.io/";

    private static readonly string? Folder = TestData.FindFolder("admission-reviews");

    private static readonly FrozenDictionary<string, (JsonElement Set, JsonElement Row)> Rows = Read().ToFrozenDictionary(r => r.Row.GetProperty("id").GetString()!);

    public static TheoryData<string> Ids => Rows.Count == 0 ? [new TheoryDataRow<string>("") { Skip = TestData.Absent }] : new(Rows.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Ids))]
    public void Answer_is_that_of_the_API_server(string id)
    {
        var (set, row) = Rows[id];
        var expect = row.GetProperty("expect");
        var request = ReadRequest(row.GetProperty("review").GetProperty("request"));
        var answer = new PluginChain([new PodSecurityPlugin(new())]).Run(request, ReadFacts(set));
        Assert.Equal(expect.GetProperty("allowed").GetBoolean(), answer.IsAdmitted);
        Assert.Equal(expect.GetProperty("allowed").GetBoolean() ? [] : new[] { expect.GetProperty("message").GetString()! }, answer.Refusals.Select(r => r.Message));
        Assert.Equal(expect.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()), answer.Warnings);
        Assert.Equal(
            expect.GetProperty("auditAnnotations").EnumerateObject().Where(a => a.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(a => $"{a.Name}={a.Value}").Order(StringComparer.Ordinal),
            answer.AuditAnnotations.Select(a => $"{a.Key}={a.Value}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(JsonElement Set, JsonElement Row)> Read()
    {
        if (Folder is null)
        {
            return [];
        }

        return
            from set in Objects.Json(File.ReadAllText(Path.Combine(Folder, "real-server-verdicts.json"))).GetProperty("sets").EnumerateArray()
            where set.GetProperty("policies").GetArrayLength() == 0 && set.GetProperty("namespace").GetProperty("labels").EnumerateObject().Any(l => l.Name.StartsWith(Prefix, StringComparison.Ordinal))
            from row in set.GetProperty("rows").EnumerateArray()
            where row.GetProperty("review").ValueKind == JsonValueKind.Object
            select (set, row);
    }

    private static AdmissionAttributes ReadRequest(JsonElement request) => new()
    {
        Operation = request.GetProperty("operation").GetString()!,
        Group = request.GetProperty("resource").GetProperty("group").GetString()!,
        Resource = request.GetProperty("resource").GetProperty("resource").GetString()!,
        Kind = request.GetProperty("kind").GetProperty("kind").GetString()!,
        Subresource = request.TryGetProperty("subResource", out var sub) ? sub.GetString()! : "",
        Namespace = request.TryGetProperty("namespace", out var space) ? space.GetString()! : "",
        Name = request.TryGetProperty("name", out var name) ? name.GetString()! : "",
        UserName = request.GetProperty("userInfo").GetProperty("username").GetString()!,
        Object = Find(request, "object"),
        OldObject = Find(request, "oldObject"),
    };

    private static JsonElement? Find(JsonElement request, string field) => request.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static ClusterFacts ReadFacts(JsonElement set) => new()
    {
        NamespaceLabels = set.GetProperty("namespace").GetProperty("labels").EnumerateObject().ToFrozenDictionary(l => l.Name, l => l.Value.GetString()!),
        Pods = [.. set.GetProperty("existing").EnumerateArray().Where(o => o.GetProperty("kind").GetString() == "Pod")],
    };
}
