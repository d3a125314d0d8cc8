using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies;
using Gatehouse.Admission.AdmissionPolicies.Evaluation;
using Gatehouse.Admission.AdmissionPolicies.Facts;

namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>Requests under validating policies: status, warnings and audit annotations of a real API server.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "admission-reviews: validating policies")]
public sealed class RecordedValidatingTests
{
    public static TheoryData<string> Ids => RecordedVerdicts.List(r => r.HasReview && RecordedVerdicts.HasPolicies(r, "ValidatingAdmissionPolicy") && !RecordedVerdicts.HasPolicies(r, "MutatingAdmissionPolicy"));

    [Theory, MemberData(nameof(Ids))]
    public void Answer_is_that_of_the_API_server(string id)
    {
        var row = RecordedVerdicts.Find(id);
        var request = PolicyRequestReader.Read(PolicyFolder.Bytes(row.Row.GetProperty("review")));
        var answer = Judge(RecordedVerdicts.Compile(row), request, RecordedVerdicts.CreateFacts(row), row);
        CheckAnswer(row.Expect, answer);
    }

    // A deletion of a collection is a request an object; the first that is refused ends it.
    private static ValidationAnswer Judge(AdmissionPolicySet set, PolicyRequest request, PolicyFacts facts, RecordedRow row)
    {
        var requests = request is { Operation: "DELETE", Name: "" }
            ? [request, .. RecordedVerdicts.ListExisting(row, request.Kind.ApiVersion, request.Kind.Kind).Select(o => request with { OldObject = o })]
            : new[] { request };
        var answers = requests.Select(r => set.Validate(r, facts)).ToArray();
        return answers.FirstOrDefault(a => !a.IsAdmitted) ?? answers[^1];
    }

    internal static void CheckAnswer(JsonElement expect, ValidationAnswer answer)
    {
        Assert.Equal(expect.GetProperty("allowed").GetBoolean(), answer.IsAdmitted);
        if (answer.Status is { } status)
        {
            // Between several denials it is chance which one is told.
            var told = answer.Denials.FirstOrDefault(d => expect.GetProperty("message").GetString()!.EndsWith(d.Message, StringComparison.Ordinal)) ?? answer.Denials[0];
            var message = status.Message.Replace(answer.Denials[0].Message, told.Message, StringComparison.Ordinal);
            Assert.Equal(
                (expect.GetProperty("code").GetInt32(), expect.GetProperty("reason").GetString(), expect.GetProperty("message").GetString()),
                (told.Code, told.Reason, message));
            Assert.Equal(expect.GetProperty("causes").EnumerateArray().Select(c => c.GetProperty("message").GetString()), [told.Message]);
        }

        Assert.Equal(expect.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()), answer.Warnings);
        CheckAnnotations(expect.GetProperty("auditAnnotations"), answer);
    }

    private static void CheckAnnotations(JsonElement expect, ValidationAnswer answer)
    {
        var ofPolicies = expect.EnumerateObject().Where(a => !a.Name.StartsWith("pod-security.", StringComparison.Ordinal)).ToDictionary(a => a.Name, a => a.Value.GetString()!);
        Assert.Equal(ofPolicies.Keys.Order(StringComparer.Ordinal), answer.AuditAnnotations.Keys);
        foreach (var (key, value) in ofPolicies)
        {
            // Of several failures it is chance which one is kept.
            Assert.Contains(Sort(value), key == ValidationFailure.AnnotationKey ? answer.AuditedFailures.Select(f => Sort(f.ToAnnotation())) : [Sort(answer.AuditAnnotations[key])]);
        }
    }

    // The order of the keys of a map, from which a text may be made, is chance to the API server.
    private static string Sort(string text) => string.Join(' ', text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}
