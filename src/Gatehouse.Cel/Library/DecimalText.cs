using System.Globalization;
using System.Numerics;

namespace Gatehouse.Cel.Library;

/// <summary>Doubles with a number of digits, rounded from their exact value, halves to even.</summary>
internal static class DecimalText
{
    public static string Fixed(double number, int precision)
    {
        var (numerator, denominator) = Exact(number);
        var digits = Round(numerator * BigInteger.Pow(10, precision), denominator).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var text = precision == 0 ? digits : $"{digits[..^precision]}.{digits[^precision..]}";
        return double.IsNegative(number) ? $"-{text}" : text;
    }

    public static string Scientific(double number, int precision)
    {
        var (numerator, denominator) = Exact(number);
        var exponent = number == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(number)));
        // The logarithm may be off by one at powers of ten, and rounding may carry.
        var digits = Scaled(numerator, denominator, precision - exponent);
        if (digits.Length > precision + 1)
        {
            digits = Scaled(numerator, denominator, precision - ++exponent);
        }
        else if (digits.Length < precision + 1 && number != 0)
        {
            digits = Scaled(numerator, denominator, precision - --exponent);
        }
        digits = digits.PadLeft(precision + 1, '0');
        var mantissa = precision == 0 ? digits[..1] : $"{digits[0]}.{digits[1..]}";
        return $"{(double.IsNegative(number) ? "-" : "")}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    private static string Scaled(BigInteger numerator, BigInteger denominator, int power) =>
        (power >= 0 ? Round(numerator * BigInteger.Pow(10, power), denominator) : Round(numerator, denominator * BigInteger.Pow(10, -power))).ToString(CultureInfo.InvariantCulture);

    private static (BigInteger Numerator, BigInteger Denominator) Exact(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        var power = (exponent == 0 ? 1 : exponent) - 1075;
        return power >= 0 ? (new BigInteger(mantissa) << power, BigInteger.One) : (mantissa, BigInteger.One << -power);
    }

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = rest * 2;
        return twice > denominator || (twice == denominator && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
