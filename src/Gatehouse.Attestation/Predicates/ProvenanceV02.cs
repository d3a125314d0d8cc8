using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>SLSA provenance v0.2.</summary>
public sealed record ProvenanceV02 : Predicate
{
    public required string BuilderId { get; init; }

    /// <summary>Empty where the builder leaves it out, against the specification; no policy that asks for a type is met then.</summary>
    public string BuildType { get; init; } = "";

    /// <summary><c>invocation.configSource</c>: where the steps of the build came from; null when it says none.</summary>
    public ResourceDescriptor? ConfigSource { get; init; }

    /// <summary><c>invocation.configSource.entryPoint</c>.</summary>
    public string EntryPoint { get; init; } = "";

    public JsonElement? Parameters { get; init; }

    public JsonElement? Environment { get; init; }

    public JsonElement? BuildConfig { get; init; }

    public ImmutableArray<ResourceDescriptor> Materials { get; init; } = [];

    public string InvocationId { get; init; } = "";

    public DateTimeOffset? StartedOn { get; init; }

    public DateTimeOffset? FinishedOn { get; init; }

    public bool IsReproducible { get; init; }

    /// <summary>Whether the builder says that all parameters, all of the environment and all materials are listed.</summary>
    public (bool Parameters, bool Environment, bool Materials) Completeness { get; init; }

    internal static ProvenanceV02 Read(JsonObjectReader json)
    {
        var invocation = json.OptionalObject("invocation");
        var source = invocation?.OptionalObject("configSource");
        var metadata = json.OptionalObject("metadata");
        var completeness = metadata?.OptionalObject("completeness");
        return new()
        {
            BuilderId = json.RequiredObject("builder")?.RequiredString("id") ?? "",
            BuildType = json.OptionalString("buildType") ?? "",
            ConfigSource = source is null ? null : ResourceDescriptor.Read(source),
            EntryPoint = source?.OptionalString("entryPoint") ?? "",
            Parameters = Member(invocation, "parameters"),
            Environment = Member(invocation, "environment"),
            BuildConfig = json.Find("buildConfig"),
            Materials = [.. json.Objects("materials").Select(ResourceDescriptor.Read)],
            InvocationId = metadata?.OptionalString("buildInvocationId") ?? metadata?.OptionalString("buildInvocationID") ?? "",
            StartedOn = metadata?.OptionalTime("buildStartedOn"),
            FinishedOn = metadata?.OptionalTime("buildFinishedOn"),
            IsReproducible = metadata?.OptionalBoolean("reproducible") ?? false,
            Completeness = (
                completeness?.OptionalBoolean("parameters") ?? false,
                completeness?.OptionalBoolean("environment") ?? false,
                completeness?.OptionalBoolean("materials") ?? false),
        };
    }
}
