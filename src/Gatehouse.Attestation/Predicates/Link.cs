using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>in-toto link: one step of a supply chain, as run.</summary>
public sealed record Link : Predicate
{
    public required string Name { get; init; }

    public ImmutableArray<string> Command { get; init; } = [];

    public ImmutableArray<ResourceDescriptor> Materials { get; init; } = [];

    public JsonElement? Byproducts { get; init; }

    public JsonElement? Environment { get; init; }

    internal static Link Read(JsonObjectReader json) => new()
    {
        Name = json.RequiredString("name"),
        Command = json.Strings("command"),
        Materials = [.. json.Objects("materials").Select(ResourceDescriptor.Read)],
        Byproducts = json.Find("byproducts"),
        Environment = json.Find("environment"),
    };
}
