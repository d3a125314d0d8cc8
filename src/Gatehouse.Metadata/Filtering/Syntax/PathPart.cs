namespace Gatehouse.Metadata.Filtering.Syntax;

/// <param name="Start">Offset in the filter.</param>
internal readonly record struct PathPart(PathPartKind Kind, string Name, int Index, int Start);
