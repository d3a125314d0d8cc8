namespace Gatehouse.Metadata.Filtering;

/// <summary>A literal in the type of the field it is compared with.</summary>
public abstract record FilterValue
{
    private FilterValue()
    {
    }

    /// <summary>Compared by code points, which is the order of the UTF-8 bytes. With <paramref name="Wildcard"/>, <c>*</c> at the start, end or both matches any run of characters.</summary>
    public sealed record Text(string Value, bool Wildcard = false) : FilterValue;

    /// <summary>
    /// Integers and floating point numbers alike; fields of type float are widened. A literal for such a field was rounded to float first, so that
    /// <c>cvssScore = 7.8</c> finds 7.8. Zeros of both signs are equal.
    /// </summary>
    public sealed record Number(double Value) : FilterValue;

    /// <summary>Signed and unsigned integers in full precision.</summary>
    public sealed record Integer(Int128 Value) : FilterValue;

    public sealed record Boolean(bool Value) : FilterValue;

    /// <summary>An enum by number; ordering compares the numbers.</summary>
    public sealed record EnumNumber(int Value) : FilterValue;

    /// <summary>An instant, in nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public sealed record Timestamp(Int128 UnixNanoseconds) : FilterValue;

    /// <summary>A length of time in nanoseconds.</summary>
    public sealed record Duration(Int128 Nanoseconds) : FilterValue;

    /// <summary>Raw bytes; written in a filter as standard base64.</summary>
    public sealed record Bytes(ReadOnlyMemory<byte> Value) : FilterValue
    {
        public bool Equals(Bytes? other) => other is not null && Value.Span.SequenceEqual(other.Value.Span);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.AddBytes(Value.Span);
            return hash.ToHashCode();
        }
    }
}
