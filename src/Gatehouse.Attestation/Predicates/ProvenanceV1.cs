using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>SLSA provenance v1.</summary>
public sealed record ProvenanceV1 : Predicate
{
    public required string BuilderId { get; init; }

    /// <summary><c>runDetails.builder.version</c>: versions by component.</summary>
    public ImmutableDictionary<string, string> BuilderVersions { get; init; } = ImmutableDictionary<string, string>.Empty;

    public required string BuildType { get; init; }

    /// <summary>What whoever started the build controlled; an object.</summary>
    public JsonElement? ExternalParameters { get; init; }

    /// <summary>What the builder itself controlled.</summary>
    public JsonElement? InternalParameters { get; init; }

    public ImmutableArray<ResourceDescriptor> ResolvedDependencies { get; init; } = [];

    public ImmutableArray<ResourceDescriptor> BuilderDependencies { get; init; } = [];

    public ImmutableArray<ResourceDescriptor> Byproducts { get; init; } = [];

    public string InvocationId { get; init; } = "";

    public DateTimeOffset? StartedOn { get; init; }

    public DateTimeOffset? FinishedOn { get; init; }

    internal static ProvenanceV1 Read(JsonObjectReader json)
    {
        var definition = json.RequiredObject("buildDefinition");
        var run = json.RequiredObject("runDetails");
        var builder = run?.RequiredObject("builder");
        var metadata = run?.OptionalObject("metadata");
        _ = definition?.OptionalObject("externalParameters");
        return new()
        {
            BuilderId = builder?.RequiredString("id") ?? "",
            BuilderVersions = builder is not null && builder.Has("version") ? builder.StringMap("version") : ImmutableDictionary<string, string>.Empty,
            BuildType = definition?.RequiredString("buildType") ?? "",
            ExternalParameters = Member(definition, "externalParameters"),
            InternalParameters = Member(definition, "internalParameters"),
            ResolvedDependencies = List(definition, "resolvedDependencies"),
            BuilderDependencies = List(builder, "builderDependencies"),
            Byproducts = List(run, "byproducts"),
            InvocationId = metadata?.OptionalString("invocationId") ?? metadata?.OptionalString("invocationID") ?? "",
            StartedOn = metadata?.OptionalTime("startedOn"),
            FinishedOn = metadata?.OptionalTime("finishedOn"),
        };
    }

    private static ImmutableArray<ResourceDescriptor> List(JsonObjectReader? json, string name) => json is null ? [] : [.. json.Objects(name).Select(ResourceDescriptor.Read)];
}
