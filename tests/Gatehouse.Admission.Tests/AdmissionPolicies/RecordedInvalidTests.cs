using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Validation;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>Policies and bindings that were sent to a real API server: what it refused, and why.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "admission-reviews: policy objects")]
public sealed class RecordedInvalidTests
{
    public static TheoryData<string> Ids => RecordedVerdicts.List(r => FindKind(r) is { } kind && AdmissionPolicyReader.Kinds.Contains(kind));

    private static string? FindKind(RecordedRow row) =>
        row.Row.GetProperty("request").TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("kind", out var kind) ? kind.GetString() : null;

    [Theory, MemberData(nameof(Ids))]
    public void Verdict_is_that_of_the_API_server(string id)
    {
        var row = RecordedVerdicts.Find(id);
        var body = row.Row.GetProperty("request").GetProperty("body");
        var errors = Validate(body);
        Assert.Equal(row.Expect.GetProperty("allowed").GetBoolean(), errors.IsEmpty);
        if (!errors.IsEmpty)
        {
            Assert.Equal(row.Expect.GetProperty("message").GetString(), AdmissionPolicyValidator.Describe(FindKind(row)!, body.GetProperty("metadata").GetProperty("name").GetString()!, errors));
            Assert.Equal(
                row.Expect.GetProperty("causes").EnumerateArray().Select(c => (c.GetProperty("field").GetString(), c.GetProperty("reason").GetString(), c.GetProperty("message").GetString())),
                errors.Select(e => ((string?)e.Field, (string?)e.Reason, (string?)e.Message)));
        }
    }

    private static ImmutableArray<FieldError> Validate(JsonElement body)
    {
        var form = new ManifestErrors("body");
        var node = Assert.Single(ManifestReader.Read(PolicyFolder.Bytes(body), new(), form));
        var errors = AdmissionPolicyReader.FindPolicy(node, form) is { } policy ? AdmissionPolicyValidator.Validate(policy) : AdmissionPolicyValidator.Validate(AdmissionPolicyReader.FindBinding(node, form)!);
        Assert.Empty(form.ToImmutable());
        return errors;
    }
}
