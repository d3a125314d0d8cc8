using System.Globalization;
using System.Numerics;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>Amounts as decimal quantities: the largest suffix that leaves no fraction.</summary>
internal static class QuantityText
{
    private static readonly string[] Suffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    public static string Render(BigInteger unscaled, int scale)
    {
        if (unscaled.IsZero)
        {
            return "0";
        }
        while (scale % 3 != 0 || scale < -9)
        {
            unscaled *= 10;
            scale--;
            if (scale < -12)
            {
                break;
            }
        }
        while (scale < 18)
        {
            var quotient = BigInteger.DivRem(unscaled, 1000, out var rest);
            if (!rest.IsZero)
            {
                break;
            }
            (unscaled, scale) = (quotient, scale + 3);
        }
        var index = (scale / 3) + 3;
        return unscaled.ToString(CultureInfo.InvariantCulture) + (index >= 0 && index < Suffixes.Length ? Suffixes[index] : $"e{scale.ToString(CultureInfo.InvariantCulture)}");
    }
}
