using System.Collections.Immutable;

namespace Gatehouse.Metadata.Filtering;

/// <summary>
/// A filter whose fields are resolved and whose literals have the fields' types. Two-valued: a comparison on a field of a message that
/// is not set is false, whatever the operator, and <see cref="Not"/> negates plainly. The same holds for a field that knows whether it is set
/// (a member of a oneof, the kinds of <c>google.protobuf.Value</c>) and for a number that is NaN.
/// </summary>
public abstract record FilterExpression
{
    private FilterExpression()
    {
    }

    /// <summary>All of the terms; true when empty.</summary>
    public sealed record And(ImmutableArray<FilterExpression> Terms) : FilterExpression
    {
        public bool Equals(And? other) => other is not null && Terms.SequenceEqual(other.Terms);

        public override int GetHashCode() => HashCode.Combine(typeof(And), Terms.Length, Terms.IsEmpty ? null : Terms[0]);
    }

    /// <summary>Any of the terms; false when empty.</summary>
    public sealed record Or(ImmutableArray<FilterExpression> Terms) : FilterExpression
    {
        public bool Equals(Or? other) => other is not null && Terms.SequenceEqual(other.Terms);

        public override int GetHashCode() => HashCode.Combine(typeof(Or), Terms.Length, Terms.IsEmpty ? null : Terms[0]);
    }

    public sealed record Not(FilterExpression Term) : FilterExpression;

    /// <summary>
    /// A field against a literal. On a repeated field or through one: true when any element satisfies it. Literals of
    /// <see cref="RecordColumn.ResourceUri"/> are canonical already.
    /// </summary>
    public sealed record Comparison(FieldPath Field, ComparisonOperator Operator, FilterValue Value) : FilterExpression;

    /// <summary>
    /// <c>field:*</c>: the field is set (scalars: not their default; repeated and map fields: not empty; members of a oneof: the one that is set).
    /// Through a repeated field: set in any element.
    /// </summary>
    public sealed record Presence(FieldPath Field) : FilterExpression;

    /// <summary><c>map:"key"</c>: the map has the key.</summary>
    public sealed record HasKey(FieldPath Field, string Key) : FilterExpression;

    /// <summary><c>has_prefix(field, "…")</c> on text, ordinal. Of <see cref="RecordColumn.ResourceUri"/> the prefix is canonical already.</summary>
    public sealed record HasPrefix(FieldPath Field, string Prefix) : FilterExpression;

    /// <summary>
    /// A bare word or quoted text without a field: some text field of the record contains it, ignoring case. Text fields are all of type string at any
    /// depth: elements and values of maps too, keys and bytes not. Empty text is in every record.
    /// </summary>
    public sealed record Text(string Value) : FilterExpression;
}
