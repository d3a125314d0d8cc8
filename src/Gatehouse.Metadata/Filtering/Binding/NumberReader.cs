using System.Globalization;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Decimal, floating point (<c>-7.5</c>, <c>1e3</c>) and hexadecimal (<c>0x1F</c>) numbers. NaN and infinities are no literals.</summary>
internal static class NumberReader
{
    /// <param name="integer">The number in full precision, when it is whole and written without fraction and exponent.</param>
    public static bool TryRead(string text, out Int128? integer, out double number)
    {
        integer = ReadInteger(text);
        if (integer is { } whole)
        {
            number = (double)whole;
            return true;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
    }

    private static Int128? ReadInteger(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        var isNegative = digits.Length == text.Length - 1;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && digits.Length is > 2 and <= 18 && text.Length - digits.Length <= 1)
        {
            return Int128.TryParse(string.Concat("0", digits[2..]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? (isNegative ? -hex : hex)
                : null;
        }

        return Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
    }
}
