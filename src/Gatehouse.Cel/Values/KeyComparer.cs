namespace Gatehouse.Cel.Values;

/// <summary>Equality of map keys: numbers by value whatever their kind, text and booleans as themselves.</summary>
internal sealed class KeyComparer : IEqualityComparer<Value>
{
    public static readonly KeyComparer Instance = new();

    public bool Equals(Value x, Value y) => Equality.AreEqual(x, y);

    public int GetHashCode(Value value) => value.Kind switch
    {
        ValueKind.Int => value.AsInt.GetHashCode(),
        ValueKind.Uint => value.AsUint <= long.MaxValue ? ((long)value.AsUint).GetHashCode() : value.AsUint.GetHashCode(),
        ValueKind.Double => HashOf(value.AsDouble),
        ValueKind.String => string.GetHashCode(value.AsString, StringComparison.Ordinal),
        ValueKind.Bool => value.AsBool ? 1 : 2,
        _ => (int)value.Kind,
    };

    private static int HashOf(double number) => number switch
    {
        >= -9.2233720368547758E18 and < 9.2233720368547758E18 when Math.Truncate(number) == number => ((long)number).GetHashCode(),
        >= 9.2233720368547758E18 and < 1.8446744073709552E19 => ((ulong)number).GetHashCode(),
        _ => number.GetHashCode(),
    };
}
