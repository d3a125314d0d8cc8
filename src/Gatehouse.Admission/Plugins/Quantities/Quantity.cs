using System.Numerics;

namespace Gatehouse.Admission.Plugins.Quantities;

/// <summary>
/// An amount as resources have it (k8s.io/apimachinery, <c>resource.Quantity</c>): exact, in billionths; what is finer is rounded away from zero when read, so that a little is not
/// nothing. Equality looks at the amount and the format, comparison at the amount.
/// </summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    internal static readonly BigInteger One = 1_000_000_000;

    private readonly string? _spelling;

    /// <param name="spelling">How it was written, where that is how it prints; null for the canonical form.</param>
    internal Quantity(BigInteger billionths, QuantityFormat format, string? spelling = null) => (Billionths, Format, _spelling) = (billionths, format, spelling);

    public static Quantity Zero => default;

    internal BigInteger Billionths { get; }

    public QuantityFormat Format { get; }

    public bool IsZero => Billionths.IsZero;

    public int Sign => Billionths.Sign;

    public static Quantity Of(long value) => new(value * One, QuantityFormat.DecimalSI);

    /// <param name="problem">In Kubernetes' words; empty when it is a quantity.</param>
    public static bool TryParse(string text, out Quantity quantity, out string problem) => QuantityParser.TryParse(text, out quantity, out problem);

    public bool Equals(Quantity other) => Billionths == other.Billionths && Format == other.Format;

    public override int GetHashCode() => HashCode.Combine(Billionths, Format);

    public int CompareTo(Quantity other) => Billionths.CompareTo(other.Billionths);

    public static bool operator <(Quantity a, Quantity b) => a.CompareTo(b) < 0;

    public static bool operator >(Quantity a, Quantity b) => a.CompareTo(b) > 0;

    public static bool operator <=(Quantity a, Quantity b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Quantity a, Quantity b) => a.CompareTo(b) >= 0;

    /// <summary>The sum has the format of the first, or of the second where the first is zero.</summary>
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Billionths + b.Billionths, a.IsZero ? b.Format : a.Format);

    /// <inheritdoc cref="op_Addition"/>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Billionths - b.Billionths, a.IsZero ? b.Format : a.Format);

    public static Quantity Add(Quantity a, Quantity b) => a + b;

    public static Quantity Subtract(Quantity a, Quantity b) => a - b;

    public static Quantity Max(Quantity a, Quantity b) => b > a ? b : a;

    /// <summary>The canonical form: the largest suffix that leaves no fraction. Binary suffixes are for whole numbers from 1024 on.
    /// What was read in that form keeps its spelling (<c>+1</c>, <c>1e+3</c>), as in Kubernetes.</summary>
    public override string ToString() => _spelling ?? QuantityPrinter.Print(this);
}
