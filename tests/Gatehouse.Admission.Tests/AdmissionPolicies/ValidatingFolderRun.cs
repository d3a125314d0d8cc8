using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Evaluation;
using Gatehouse.Admission.AdmissionPolicies.Facts;

namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>Runs a row of <c>admission-policies/gatekeeper</c> or <c>/kyverno</c> and holds the answer against both of its sources: the authors' result and Kubernetes' own decisions.</summary>
internal static class ValidatingFolderRun
{
    public static void Check(string suite, string path, int index)
    {
        var folder = PolicyFolder.Open(suite, path);
        var row = folder.Rows[index];
        // Names were made up from those of other documents.
        Assert.DoesNotContain(folder.Policies.Errors, e => e.Path != "metadata.name");
        var policy = Assert.IsType<ValidatingAdmissionPolicy>(Assert.Single(folder.Policies.Policies));
        var parameters = folder.Parameters.Select(p => new PolicyParameter(p)).ToArray();
        var set = AdmissionPolicySet.Compile([policy], [Bind(policy, parameters)]);
        var answer = set.Validate(CreateRequest(folder, row, suite), CreateFacts(policy, parameters, row), keepsDecisions: true, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Expect(row), answer.Decisions.Select(d => (d.IsAdmitted, d.IsError, d.Message, d.Reason)));
        Assert.Equal(row.GetProperty("expect").GetString(), answer.Decisions.IsEmpty ? "skip" : answer.IsAdmitted ? "pass" : "fail");
    }

    private static IEnumerable<(bool, bool, string, string)> Expect(JsonElement row) =>
        from decision in row.GetProperty("decisions").EnumerateArray()
        select (Text(decision, "action") == "admit", Text(decision, "evaluation") == "error", Text(decision, "message"), Text(decision, "reason"));

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static AdmissionPolicyBinding Bind(ValidatingAdmissionPolicy policy, PolicyParameter[] parameters) => new()
    {
        Name = "binding",
        PolicyName = policy.Name,
        ValidationActions = ["Deny"],
        ParamRef = parameters is [var one] ? new() { Name = one.Name, ParameterNotFoundAction = "Deny" } : null,
    };

    private static PolicyRequest CreateRequest(PolicyFolder folder, JsonElement row, string suite)
    {
        var (group, version) = (Text(row, "group"), Text(row, "version"));
        var @object = Pick(folder, row, "object");
        return new()
        {
            Operation = Text(row, "operation"),
            Kind = new(group, version, Text(row, "kind")),
            Resource = new(group, version, Text(row, "resource")),
            Name = Text(row, "name"),
            Namespace = Text(row, "namespace"),
            User = new() { Name = Text(row, "user"), Groups = suite == "gatekeeper" ? ["system:authenticated"] : ["system:masters", "system:authenticated"] },
            Object = @object,
            OldObject = Pick(folder, row, "oldObject"),
        };
    }

    private static ReadOnlyMemory<byte> Pick(PolicyFolder folder, JsonElement row, string name) =>
        row.TryGetProperty(name, out var index) && index.ValueKind == JsonValueKind.Number ? folder.Objects[index.GetInt32()] : default(ReadOnlyMemory<byte>);

    private static PolicyFacts CreateFacts(ValidatingAdmissionPolicy policy, PolicyParameter[] parameters, JsonElement row)
    {
        var ns = Text(row, "namespace");
        var labels = new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = ns };
        return new()
        {
            Namespace = ns.Length == 0 ? null : NamespaceFacts.Create(ns, labels, new Dictionary<string, string>()),
            Parameters = policy.ParamKind is { } kind
                ? new Dictionary<ParamKind, ParameterSet> { [kind] = new(isNamespaced: false, parameters) }.ToFrozenDictionary()
                : FrozenDictionary<ParamKind, ParameterSet>.Empty,
        };
    }
}
