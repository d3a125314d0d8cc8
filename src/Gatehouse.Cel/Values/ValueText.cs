using System.Globalization;
using System.Text;

namespace Gatehouse.Cel.Values;

/// <summary>Values as text: what <c>string(x)</c> yields and what messages say.</summary>
internal static class ValueText
{
    private const int DescriptionLimit = 1024;

    /// <summary>The result of <c>string(x)</c> for kinds that have one.</summary>
    public static string Render(in Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString,
        ValueKind.Bool => value.AsBool ? "true" : "false",
        ValueKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.Uint => value.AsUint.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => RenderDouble(value.AsDouble),
        ValueKind.Timestamp => Times.RenderTimestamp(value),
        ValueKind.Duration => Times.RenderDuration(value),
        ValueKind.Null => "null",
        ValueKind.Enum => value.AsInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.Type => value.AsType.Name,
        ValueKind.Opaque => value.AsOpaque.ToString() ?? value.AsOpaque.Type.Name,
        ValueKind.Error => value.AsError.Message,
        _ => value.RuntimeType.Name,
    };

    /// <summary>The shortest decimal that reads back the same; with an exponent below 1e-4 and from 1e6 on, as cel-go prints.</summary>
    public static string RenderDouble(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }
        var (digits, exponent, isNegative) = Decompose(number);
        var text = exponent is < -4 or >= 6 ? Scientific(digits, exponent) : Fixed(digits, exponent);
        return isNegative ? $"-{text}" : text;
    }

    /// <summary>The shortest digits that read back the same, and the power of ten of the first.</summary>
    internal static (string Digits, int Exponent, bool IsNegative) Decompose(double number)
    {
        var text = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var isNegative = shortest[0] == '-';
        var digits = new string([.. shortest.TakeWhile(c => c is not 'E').Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        // Rounding to seventeen digits may carry into the next power of ten; the shortest digits tell.
        if (digits.Length > 0 && number != 0 && text.AsSpan(isNegative ? 1 : 0)[0] == '1' && digits[0] == '9')
        {
            exponent--;
        }
        return (digits.Length == 0 ? "0" : digits, number == 0 ? 0 : exponent, isNegative);
    }

    internal static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return $"0.{new string('0', -exponent - 1)}{digits}";
        }
        return digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    /// <summary>A value inside a message, containers too, cut when long.</summary>
    public static string Describe(in Value value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.Length > DescriptionLimit ? text.ToString(0, DescriptionLimit) : text.ToString();
    }

    private static void Append(StringBuilder text, in Value value, int depth)
    {
        if (text.Length > DescriptionLimit || depth > 16)
        {
            return;
        }
        switch (value.Kind)
        {
            case ValueKind.List:
                AppendList(text, value, depth);
                break;
            case ValueKind.Map:
                AppendMap(text, value, depth);
                break;
            case ValueKind.Optional:
                text.Append(value.HasOptionalValue ? "optional(" : "optional.none()");
                if (value.HasOptionalValue)
                {
                    Append(text, value.OptionalValue, depth + 1);
                    text.Append(')');
                }
                break;
            case ValueKind.Bytes:
                text.Append(Encoding.UTF8.GetString(value.AsBytes));
                break;
            default:
                text.Append(Render(value));
                break;
        }
    }

    private static void AppendList(StringBuilder text, in Value list, int depth)
    {
        text.Append('[');
        var first = true;
        for (var cursor = 0L; text.Length <= DescriptionLimit && list.ListSource.MoveNext(list.Handle, ref cursor, out var item); first = false)
        {
            text.Append(first ? "" : ", ");
            Append(text, item, depth + 1);
        }
        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, in Value map, int depth)
    {
        text.Append('{');
        var first = true;
        for (var cursor = 0L; text.Length <= DescriptionLimit && map.MapSource.MoveNext(map.Handle, ref cursor, out var key, out var item); first = false)
        {
            text.Append(first ? "" : ", ");
            Append(text, key, depth + 1);
            text.Append(": ");
            Append(text, item, depth + 1);
        }
        text.Append('}');
    }
}
