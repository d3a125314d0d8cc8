using System.Globalization;
using System.Numerics;

namespace Gatehouse.Admission.Plugins.Quantities;

/// <summary>Prints quantities in their canonical form.</summary>
internal static class QuantityPrinter
{
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static string Print(Quantity quantity)
    {
        var whole = BigInteger.DivRem(quantity.Billionths, Quantity.One, out var rest);
        return quantity.IsZero ? "0"
            : quantity.Format == QuantityFormat.BinarySI && rest.IsZero && BigInteger.Abs(whole) >= 1024 ? PrintBinary(whole)
            : PrintDecimal(quantity.Billionths, quantity.Format);
    }

    private static string PrintBinary(BigInteger value)
    {
        var power = Reduce(ref value, 1024, Binary.Length - 1);
        return value.ToString(CultureInfo.InvariantCulture) + Binary[power];
    }

    private static string PrintDecimal(BigInteger billionths, QuantityFormat format)
    {
        var power = Reduce(ref billionths, 1000, Decimal.Length - 1);
        var exponent = (power * 3) - 9;
        var suffix = format != QuantityFormat.DecimalExponent ? Decimal[power] : exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}");
        return billionths.ToString(CultureInfo.InvariantCulture) + suffix;
    }

    private static int Reduce(ref BigInteger value, int factor, int most)
    {
        var power = 0;
        while (power < most && BigInteger.DivRem(value, factor, out var rest) is var quotient && rest.IsZero)
        {
            (value, power) = (quotient, power + 1);
        }

        return power;
    }
}
