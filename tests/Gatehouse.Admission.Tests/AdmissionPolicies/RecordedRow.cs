using System.Text.Json;

namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>One recorded request, and the set whose policies were in effect.</summary>
internal sealed record RecordedRow(JsonElement Set, JsonElement Row)
{
    public string Id => Row.GetProperty("id").GetString()!;

    public JsonElement Expect => Row.GetProperty("expect");

    public bool HasReview => Row.GetProperty("review").ValueKind == JsonValueKind.Object;
}
