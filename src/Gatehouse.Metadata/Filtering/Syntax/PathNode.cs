using System.Collections.Immutable;

namespace Gatehouse.Metadata.Filtering.Syntax;

/// <param name="Text">As the filter wrote it.</param>
internal sealed record PathNode(ImmutableArray<PathPart> Parts, string Text, int Start);
