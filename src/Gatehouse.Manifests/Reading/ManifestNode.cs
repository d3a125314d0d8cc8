using System.Collections.Immutable;

namespace Gatehouse.Manifests.Reading;

/// <summary>A value of a document and where it stands, whether the file is YAML or JSON.</summary>
public abstract record ManifestNode(Position Position)
{
    /// <summary>What a message calls it.</summary>
    public abstract string Description { get; }

    /// <summary>Fields in the order written; no two have the same key.</summary>
    public sealed record Mapping(Position Position, ImmutableArray<ManifestEntry> Entries) : ManifestNode(Position)
    {
        public override string Description => "a mapping";
    }

    public sealed record Sequence(Position Position, ImmutableArray<ManifestNode> Items) : ManifestNode(Position)
    {
        public override string Description => "a list";
    }

    public sealed record Text(Position Position, string Value) : ManifestNode(Position)
    {
        public override string Description => $"the text \"{(Value.Length > 40 ? Value[..40] + "…" : Value)}\"";
    }

    /// <param name="Literal">Valid JSON, digits as written: nothing is lost to floating point.</param>
    public sealed record Number(Position Position, string Literal) : ManifestNode(Position)
    {
        public override string Description => $"the number {Literal}";
    }

    public sealed record Boolean(Position Position, bool Value) : ManifestNode(Position)
    {
        public override string Description => Value ? "true" : "false";
    }

    public sealed record Null(Position Position) : ManifestNode(Position)
    {
        public override string Description => "nothing";
    }
}
