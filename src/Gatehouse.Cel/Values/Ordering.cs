namespace Gatehouse.Cel.Values;

/// <summary>Order of CEL values (language definition, "Ordering"): numbers across kinds, text by code point, time, booleans false first.</summary>
public static class Ordering
{
    /// <summary>What <see cref="Compare"/> answers when there is no order: different kinds, or NaN.</summary>
    internal const int Unordered = int.MinValue;

    /// <summary>True when the two have an order among them; NaN has none with anything, which is not an error.</summary>
    public static bool TryCompare(in Value left, in Value right, out int order)
    {
        order = Compare(left, right);
        return order != Unordered || (IsNumber(left) && IsNumber(right));
    }

    public static bool IsNumber(in Value value) => value.Kind is ValueKind.Int or ValueKind.Uint or ValueKind.Double;

    internal static int Compare(in Value left, in Value right)
    {
        if (left.Kind == right.Kind)
        {
            return left.Kind switch
            {
                ValueKind.Int => left.AsInt.CompareTo(right.AsInt),
                ValueKind.Uint => left.AsUint.CompareTo(right.AsUint),
                ValueKind.Double => CompareDoubles(left.AsDouble, right.AsDouble),
                ValueKind.String => Texts.Compare(left, right),
                ValueKind.Bytes => Math.Sign(left.AsBytes.AsSpan().SequenceCompareTo(right.AsBytes)),
                ValueKind.Bool => left.AsInt.CompareTo(right.AsInt),
                ValueKind.Timestamp or ValueKind.Duration => left.Seconds != right.Seconds ? left.Seconds.CompareTo(right.Seconds) : left.Nanos.CompareTo(right.Nanos),
                _ => Unordered,
            };
        }
        return IsNumber(left) && IsNumber(right) ? CompareNumbers(left, right) : Unordered;
    }

    internal static int CompareNumbers(in Value left, in Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Uint) => left.AsInt < 0 ? -1 : ((ulong)left.AsInt).CompareTo(right.AsUint),
        (ValueKind.Uint, ValueKind.Int) => right.AsInt < 0 ? 1 : left.AsUint.CompareTo((ulong)right.AsInt),
        (ValueKind.Int, ValueKind.Double) => CompareIntDouble(left.AsInt, right.AsDouble),
        (ValueKind.Double, ValueKind.Int) => Reverse(CompareIntDouble(right.AsInt, left.AsDouble)),
        (ValueKind.Uint, ValueKind.Double) => CompareUintDouble(left.AsUint, right.AsDouble),
        (ValueKind.Double, ValueKind.Uint) => Reverse(CompareUintDouble(right.AsUint, left.AsDouble)),
        _ => Compare(left, right),
    };

    private static int Reverse(int order) => order == Unordered ? Unordered : -order;

    private static int CompareDoubles(double left, double right) => left < right ? -1 : left > right ? 1 : left == right ? 0 : Unordered;

    // Within the range an integer is compared as the double nearest to it, as the specification's suite has it.
    private static int CompareIntDouble(long left, double right) => right switch
    {
        double.NaN => Unordered,
        < -9.2233720368547758E18 => 1,
        > 9.2233720368547758E18 => -1,
        _ => CompareDoubles(left, right),
    };

    private static int CompareUintDouble(ulong left, double right) => right switch
    {
        double.NaN => Unordered,
        < 0 => 1,
        > 1.8446744073709552E19 => -1,
        _ => CompareDoubles(left, right),
    };
}
