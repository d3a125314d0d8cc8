namespace Gatehouse.Cel.Costs;

/// <summary>The least and the most a size or a cost can be; <see cref="ulong.MaxValue"/> is without bound. Sums and products saturate.</summary>
public readonly record struct CostRange(ulong Minimum, ulong Maximum)
{
    private const double TwoTo64 = 18446744073709551616.0;

    public static readonly CostRange Unknown = new(0, ulong.MaxValue);

    public static CostRange Of(ulong value) => new(value, value);

    public static CostRange operator +(CostRange left, CostRange right) => new(Add(left.Minimum, right.Minimum), Add(left.Maximum, right.Maximum));

    public static CostRange operator *(CostRange left, CostRange right) => new(Multiply(left.Minimum, right.Minimum), Multiply(left.Maximum, right.Maximum));

    internal CostRange Times(double factor) => new(Multiply(Minimum, factor), Multiply(Maximum, factor));

    /// <summary>Either of two.</summary>
    public CostRange Union(CostRange other) => new(Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));

    internal static ulong Add(ulong left, ulong right) => left > ulong.MaxValue - right ? ulong.MaxValue : left + right;

    internal static ulong Multiply(ulong left, ulong right) => right != 0 && left > ulong.MaxValue / right ? ulong.MaxValue : left * right;

    private static ulong Multiply(ulong value, double factor)
    {
        var product = Math.Ceiling(value * factor);
        return product >= TwoTo64 ? ulong.MaxValue : (ulong)product;
    }
}
