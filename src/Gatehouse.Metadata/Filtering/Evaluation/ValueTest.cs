using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>Conditions on one value that is not text.</summary>
internal static class ValueTest
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static Func<object, bool> Create(ComparisonOperator comparison, FilterValue literal) => literal switch
    {
        FilterValue.Integer integer => Integer(comparison, integer.Value),
        FilterValue.Number number => Number(comparison, number.Value),
        FilterValue.Boolean boolean => value => Ordering.Satisfies(comparison, ((bool)value).CompareTo(boolean.Value)),
        FilterValue.EnumNumber number => value => Ordering.Satisfies(comparison, ((int)value).CompareTo(number.Value)),
        FilterValue.Timestamp instant => value => Ordering.Satisfies(comparison, Nanoseconds((Timestamp)value).CompareTo(instant.UnixNanoseconds)),
        FilterValue.Duration length => value => Ordering.Satisfies(comparison, Nanoseconds((Duration)value).CompareTo(length.Nanoseconds)),
        FilterValue.Bytes bytes => value => Ordering.Satisfies(comparison, ((ByteString)value).Span.SequenceCompareTo(bytes.Value.Span)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Func<object, bool> Integer(ComparisonOperator comparison, Int128 literal) => value => value switch
    {
        double or float => Satisfies(comparison, Convert.ToDouble(value, null), -1, literal),
        _ => Ordering.Satisfies(comparison, ToInteger(value).CompareTo(literal)),
    };

    private static Func<object, bool> Number(ComparisonOperator comparison, double literal) => value => value switch
    {
        double number => !double.IsNaN(number) && Ordering.Satisfies(comparison, Compare(number, literal)),
        float number => !float.IsNaN(number) && Ordering.Satisfies(comparison, Compare(number, literal)),
        _ => Ordering.Satisfies(comparison, Compare(ToInteger(value), literal)),
    };

    private static bool Satisfies(ComparisonOperator comparison, double value, int sign, Int128 literal) =>
        !double.IsNaN(value) && Ordering.Satisfies(comparison, sign * Compare(literal, value));

    /// <summary>Unlike <see cref="double.CompareTo(double)"/>, zeros of both signs are equal here.</summary>
    private static int Compare(double left, double right) => left < right ? -1 : left > right ? 1 : 0;

    /// <summary>Exact: a conversion to floating point would make neighbours above 2^53 equal.</summary>
    private static int Compare(Int128 integer, double number)
    {
        const double BeyondAllFields = 1e30;
        if (Math.Abs(number) >= BeyondAllFields)
        {
            return number > 0 ? -1 : 1;
        }

        var floor = Math.Floor(number);
        var order = integer.CompareTo((Int128)floor);
        return order != 0 ? order : floor < number ? -1 : 0;
    }

    private static Int128 ToInteger(object value) => value switch
    {
        int number => number,
        long number => number,
        uint number => number,
        ulong number => number,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Int128 Nanoseconds(Timestamp time) => ((Int128)time.Seconds * NanosecondsPerSecond) + time.Nanos;

    private static Int128 Nanoseconds(Duration length) => ((Int128)length.Seconds * NanosecondsPerSecond) + length.Nanos;
}
