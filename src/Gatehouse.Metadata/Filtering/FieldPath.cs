using System.Collections.Immutable;

namespace Gatehouse.Metadata.Filtering;

/// <summary>A resolved path from a record to one of its fields.</summary>
/// <param name="Text">The path as the filter wrote it, for messages.</param>
/// <param name="Steps">The fields to walk, from the record inwards. Empty when <paramref name="Column"/> is a part of the record's name.</param>
/// <param name="Column">The indexed column that holds exactly this field, if there is one.</param>
public sealed record FieldPath(string Text, ImmutableArray<FieldStep> Steps, RecordColumn? Column)
{
    /// <summary>Two paths are equal when they lead to the same field, however they were written.</summary>
    public bool Equals(FieldPath? other) => other is not null && Column == other.Column && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => HashCode.Combine(Column, Steps.Length, Steps.IsEmpty ? null : Steps[^1]);
}
