using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>What a provenance says, version 0.2 and 1 alike.</summary>
/// <param name="TriggerUri">The repository and ref the build was asked for, for example <c>git+https://github.com/o/r@refs/heads/main</c>.</param>
/// <param name="SourceUri">The repository and ref that was fetched.</param>
/// <param name="SourceDigest">The commit; null where it is not said.</param>
/// <param name="BaseRef">For a tag that was pushed, the branch it came from; null where it is not said.</param>
internal sealed record ProvenanceFacts(
    string BuilderId, string TriggerUri, string SourceUri, string? SourceDigest, string? BaseRef, ImmutableDictionary<string, string> Inputs)
{
    private const int MaximumMaterials = 10_000;

    public static Outcome<ProvenanceFacts> Read(SignedStatement statement) => statement.PredicateType switch
    {
        "https://slsa.dev/provenance/v0.2" => statement.ReadPredicate(ReadV02),
        "https://slsa.dev/provenance/v1" or "https://slsa.dev/provenance/v1.0?draft" => statement.ReadPredicate(ReadV1),
        var other => new Failure(FailureReason.WrongType, VerificationStep.Claim, $"the statement is of type {other}, not SLSA provenance 0.2 or 1"),
    };

    private static ProvenanceFacts? ReadV02(JsonObjectReader predicate)
    {
        var builder = predicate.RequiredObject("builder")?.RequiredString("id");
        var invocation = predicate.RequiredObject("invocation");
        var source = invocation?.RequiredObject("configSource");
        var payload = invocation?.OptionalObject("environment")?.OptionalObject("github_event_payload");
        return Make(predicate, "materials", builder, source?.RequiredString("uri"), source, payload);
    }

    private static ProvenanceFacts? ReadV1(JsonObjectReader predicate)
    {
        var definition = predicate.RequiredObject("buildDefinition");
        var builder = predicate.RequiredObject("runDetails")?.RequiredObject("builder")?.RequiredString("id");
        var parameters = definition?.RequiredObject("externalParameters");
        var payload = definition?.OptionalObject("internalParameters")?.OptionalObject("GITHUB_EVENT_PAYLOAD");
        return definition is null || parameters is null ? null : Make(definition, "resolvedDependencies", builder, ReadTrigger(parameters), null, payload);
    }

    /// <summary>The builders of the SLSA framework name a source, GitHub's own action a workflow in a repository.</summary>
    private static string? ReadTrigger(JsonObjectReader parameters) =>
        parameters.Find("source") is { ValueKind: JsonValueKind.String } source ? source.GetString()
        : parameters.OptionalObject("source") is { } descriptor ? descriptor.RequiredString("uri")
        : parameters.RequiredObject("workflow") is { } workflow ? $"git+{workflow.RequiredString("repository")}@{workflow.RequiredString("ref")}"
        : null;

    private static ProvenanceFacts? Make(JsonObjectReader holder, string materials, string? builder, string? trigger, JsonObjectReader? configSource, JsonObjectReader? payload)
    {
        var first = holder.Objects(materials, MaximumMaterials).FirstOrDefault();
        if (first is null)
        {
            holder.Refuse(materials, "is empty, so that the source is not said");
            return null;
        }

        var digests = (configSource ?? first).StringMap("digest");
        return builder is null || trigger is null ? null : new(
            builder,
            trigger,
            first.RequiredString("uri"),
            digests.GetValueOrDefault("sha1") ?? digests.GetValueOrDefault("gitCommit"),
            payload?.OptionalString("base_ref"),
            payload?.OptionalObject("inputs") is { } inputs ? ReadInputs(inputs) : ImmutableDictionary<string, string>.Empty);
    }

    /// <summary>Inputs of a workflow are text, numbers and truth values; all are given as text.</summary>
    private static ImmutableDictionary<string, string> ReadInputs(JsonObjectReader inputs) => inputs.Element.EnumerateObject()
        .Where(m => m.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        .ToImmutableDictionary(m => m.Name, m => m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString()! : m.Value.GetRawText());
}
