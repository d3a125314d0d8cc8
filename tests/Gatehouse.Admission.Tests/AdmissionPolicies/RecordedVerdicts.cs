using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Admission.AdmissionPolicies;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Facts;
using Gatehouse.Cel.Kubernetes;
using Gatehouse.Standards;

namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>What a real API server answered: <c>admission-reviews/real-server-verdicts.json</c>.</summary>
internal static class RecordedVerdicts
{
    private static readonly string? Folder = TestData.FindFolder("admission-reviews");

    private static readonly FrozenDictionary<string, RecordedRow> Rows = Read().ToFrozenDictionary(r => r.Id);

    /// <summary>The rows that a choice takes, by id; a single skipped one where there is no data.</summary>
    public static TheoryData<string> List(Func<RecordedRow, bool> isMeant) =>
        Folder is null ? [new TheoryDataRow<string>("") { Skip = TestData.Absent }] : new(Rows.Values.Where(isMeant).Select(r => r.Id).Order(StringComparer.Ordinal));

    public static RecordedRow Find(string id) => Rows[id];

    private static IEnumerable<RecordedRow> Read() => Folder is null
        ? []
        : from set in PolicyFolder.Json(File.ReadAllText(Path.Combine(Folder, "real-server-verdicts.json"))).GetProperty("sets").EnumerateArray()
          from row in set.GetProperty("rows").EnumerateArray()
          select new RecordedRow(set, row);

    public static bool HasPolicies(RecordedRow row, string kind) => row.Set.GetProperty("policies").EnumerateArray().Any(p => p.GetProperty("kind").GetString() == kind);

    public static AdmissionPolicySet Compile(RecordedRow row)
    {
        var documents = row.Set.GetProperty("policies").EnumerateArray().Select(p => AdmissionPolicyReader.Read(PolicyFolder.Bytes(p), "policies")).ToArray();
        Assert.All(documents, d => Assert.Empty(d.Errors));
        return AdmissionPolicySet.Compile(documents.SelectMany(d => d.Policies), documents.SelectMany(d => d.Bindings));
    }

    public static PolicyFacts CreateFacts(RecordedRow row) => new()
    {
        Namespace = new(PolicyFolder.Bytes(PolicyFolder.Json($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{{row.Set.GetProperty("namespace")}}}"""))),
        Authorizer = new AdministratorsOnly(row),
        Parameters = row.Set.GetProperty("policies").EnumerateArray()
            .Select(p => p.GetProperty("spec")).Where(s => s.TryGetProperty("paramKind", out _)).Select(s => s.GetProperty("paramKind"))
            .Select(k => new ParamKind(k.GetProperty("apiVersion").GetString()!, k.GetProperty("kind").GetString()!)).Distinct()
            .ToFrozenDictionary(k => k, k => new ParameterSet(isNamespaced: true, ListExisting(row, k.ApiVersion, k.Kind).Select(o => new PolicyParameter(o)))),
    };

    /// <summary>The objects that were there, in the set's namespace.</summary>
    public static IEnumerable<byte[]> ListExisting(RecordedRow row, string apiVersion, string kind) =>
        from existing in row.Set.GetProperty("existing").EnumerateArray()
        where existing.GetProperty("apiVersion").GetString() == apiVersion && existing.GetProperty("kind").GetString() == kind
        select Locate(existing, row.Set.GetProperty("namespace").GetProperty("name").GetString()!);

    private static byte[] Locate(JsonElement existing, string ns)
    {
        var node = JsonObject.Create(existing)!;
        node["metadata"]!["namespace"] = ns;
        return System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    private sealed class AdministratorsOnly(RecordedRow row) : IAuthorizer
    {
        public AuthorizationDecision Authorize(AuthorizationQuery query) =>
            new(row.Row.GetProperty("request").GetProperty("groups").EnumerateArray().Any(g => g.GetString() == "system:masters"));
    }
}
