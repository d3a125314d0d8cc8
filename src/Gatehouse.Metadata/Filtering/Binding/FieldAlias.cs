using System.Collections.Immutable;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Another name of a field, or of what has no field: a part of the record's name.</summary>
/// <param name="Name">One or more names, joined by dots.</param>
/// <param name="Target">The names it stands for; empty when it is a part of a name.</param>
/// <param name="Column">Set when it is a part of a name.</param>
internal sealed record FieldAlias(string Name, ImmutableArray<string> Target, RecordColumn? Column)
{
    /// <summary>Most names an alias joins.</summary>
    public const int MaximumNames = 2;
}
