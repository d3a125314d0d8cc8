using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Gatehouse.Admission.Plugins.Quantities;

/// <summary>Reads quantities. A text of more than 1024 characters and an exponent beyond 1000 are refused: their arithmetic would be a way to keep the server busy.</summary>
internal static class QuantityParser
{
    private const int MostCharacters = 1024;
    private const int MostExponent = 1000;
    private const string BadForm = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string BadSuffix = "unable to parse quantity's suffix";

    private static readonly SearchValues<char> Letters = SearchValues.Create("eEinumkKMGTP");

    public static bool TryParse(string text, out Quantity quantity, out string problem)
    {
        quantity = default;
        problem = BadForm;
        if (text.Length is 0 or > MostCharacters)
        {
            return false;
        }

        var number = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        var whole = TakeDigits(ref number);
        ReadOnlySpan<char> fraction = [];
        if (number is ['.', .. var after])
        {
            number = after;
            fraction = TakeDigits(ref number);
        }

        if (!IsSuffix(number))
        {
            return false;
        }

        problem = BadSuffix;
        if (!TryReadSuffix(number, out var format, out var exponent))
        {
            return false;
        }

        problem = "";
        quantity = Create(text[0] == '-', $"0{whole}{fraction}", exponent, fraction.Length, format);
        var suffix = format != QuantityFormat.DecimalExponent ? number.ToString() : exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}");
        if (fraction.IsEmpty && quantity.ToString() == $"{(text[0] == '-' ? "-" : "")}{whole.TrimStart('0')}{suffix}")
        {
            quantity = new(quantity.Billionths, quantity.Format, text);
        }

        return true;
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
        var digits = text[..length];
        text = text[length..];
        return digits;
    }

    private static bool IsSuffix(ReadOnlySpan<char> suffix)
    {
        var rest = suffix[(suffix.IndexOfAnyExcept(Letters) is var end and >= 0 ? end : suffix.Length)..];
        return !(rest is ['+' or '-', .. var digits] ? digits : rest).ContainsAnyExceptInRange('0', '9');
    }

    /// <param name="exponent">Of 10, or of 1024 for the binary suffixes.</param>
    private static bool TryReadSuffix(ReadOnlySpan<char> suffix, out QuantityFormat format, out int exponent)
    {
        (format, exponent) = suffix switch
        {
            "" => (QuantityFormat.DecimalSI, 0),
            "n" => (QuantityFormat.DecimalSI, -9),
            "u" => (QuantityFormat.DecimalSI, -6),
            "m" => (QuantityFormat.DecimalSI, -3),
            "k" => (QuantityFormat.DecimalSI, 3),
            "M" => (QuantityFormat.DecimalSI, 6),
            "G" => (QuantityFormat.DecimalSI, 9),
            "T" => (QuantityFormat.DecimalSI, 12),
            "P" => (QuantityFormat.DecimalSI, 15),
            "E" => (QuantityFormat.DecimalSI, 18),
            ['K' or 'M' or 'G' or 'T' or 'P' or 'E', 'i'] => (QuantityFormat.BinarySI, 1 + "KMGTPE".IndexOf(suffix[0], StringComparison.Ordinal)),
            _ => (QuantityFormat.DecimalExponent, int.MinValue),
        };
        return exponent != int.MinValue
            || (suffix is ['e' or 'E', .. var power] && int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && exponent is >= -MostExponent and <= MostExponent);
    }

    private static Quantity Create(bool isNegative, string digits, int exponent, int fractionDigits, QuantityFormat format)
    {
        var unscaled = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var power = (format == QuantityFormat.BinarySI ? 0 : exponent) - fractionDigits + 9;
        unscaled *= format == QuantityFormat.BinarySI ? BigInteger.Pow(1024, exponent) : 1;
        var billionths = power >= 0 ? unscaled * BigInteger.Pow(10, power) : DivideUp(unscaled, BigInteger.Pow(10, -power));
        if (format == QuantityFormat.BinarySI)
        {
            billionths = BigInteger.Min(billionths, long.MaxValue * Quantity.One);
            format = billionths > 0 && billionths < Quantity.One ? QuantityFormat.DecimalSI : format;
        }

        return new(isNegative ? -billionths : billionths, format);
    }

    private static BigInteger DivideUp(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        return rest.IsZero ? quotient : quotient + 1;
    }
}
