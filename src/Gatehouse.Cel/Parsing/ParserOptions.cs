using System.Collections.Frozen;

namespace Gatehouse.Cel.Parsing;

/// <summary>What the grammar allows, and how large an expression may be.</summary>
internal sealed record ParserOptions
{
    /// <summary>Length of an expression in code points.</summary>
    public int MaximumLength { get; init; } = 100_000;

    /// <summary>Depth of the syntax tree after macros are expanded.</summary>
    public int MaximumDepth { get; init; } = 600;

    /// <summary>Steps of the syntax tree after macros are expanded; macros that repeat their target multiply.</summary>
    public long MaximumWeight { get; init; } = 200_000;

    public bool HasOptionals { get; init; } = true;

    public bool HasEscapedIdentifiers { get; init; } = true;

    public FrozenDictionary<string, Macro> Macros { get; init; } = FrozenDictionary<string, Macro>.Empty;
}
