namespace Gatehouse.Metadata.Filtering.Syntax;

/// <summary>An argument is read both ways; the function says which one it wants.</summary>
/// <param name="Path">Null when it cannot be a path.</param>
internal sealed record CallArgument(PathNode? Path, LiteralNode Literal);
