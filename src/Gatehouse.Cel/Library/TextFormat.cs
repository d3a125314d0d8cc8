using System.Globalization;
using System.Text;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary><c>'%s'.format([...])</c>. The API server runs the first version of it, which quotes inside containers and takes fewer kinds.</summary>
internal static class TextFormat
{
    public const int PrecisionLimit = 1000;
    private const int ResultLimit = 16 * 1024 * 1024;
    private const int DepthLimit = 64;

    public static Value Format(string format, in Value arguments, CelDialect dialect)
    {
        var text = new StringBuilder();
        var index = 0;
        for (var at = 0; at < format.Length;)
        {
            if (format[at] != '%')
            {
                text.Append(format[at++]);
                continue;
            }
            if (at + 1 < format.Length && format[at + 1] == '%')
            {
                text.Append('%');
                at += 2;
                continue;
            }
            if (index >= arguments.ListCount)
            {
                return CelError.Create($"index {index} out of range");
            }
            if (!FormatClause.TryParse(format, ref at, out var clause, out var problem))
            {
                return CelError.Create(problem);
            }
            if (Append(text, clause, arguments.ListItem(index++), dialect) is { } failed)
            {
                return CelError.Create($"error during formatting: {failed}");
            }
            if (text.Length > ResultLimit)
            {
                return CelError.Create("error during formatting: the result is too long");
            }
        }
        return Value.Of(text.ToString());
    }

    private static string? Append(StringBuilder text, FormatClause clause, in Value value, CelDialect dialect)
    {
        var isSpec = dialect == CelDialect.Spec;
        switch (clause.Kind)
        {
            case 's':
                return isSpec ? AppendText(text, value, 0) : AppendQuoted(text, value, 0);
            case 'd' when value.Kind is ValueKind.Int or ValueKind.Uint:
                text.Append(ValueText.Render(value));
                return null;
            case 'd' when value.Kind == ValueKind.Double && isSpec:
                text.Append(PlainDouble(value.AsDouble));
                return null;
            case 'f' or 'e' when Number(value, isSpec) is { } number:
                text.Append(!double.IsFinite(number) ? PlainDouble(number) : clause.Kind == 'f' ? DecimalText.Fixed(number, clause.Precision) : DecimalText.Scientific(number, clause.Precision));
                return null;
            case 'b' when value.Kind == ValueKind.Bool:
                text.Append(value.AsBool ? '1' : '0');
                return null;
            case 'b' or 'o' or 'x' or 'X' when value.Kind is ValueKind.Int or ValueKind.Uint:
                text.Append(InRadix(value, clause.Kind));
                return null;
            case 'x' or 'X' when value.Kind is ValueKind.String or ValueKind.Bytes:
                var octets = value.Kind == ValueKind.Bytes ? value.AsBytes : Encoding.UTF8.GetBytes(value.AsString);
                text.Append(clause.Kind == 'x' ? Convert.ToHexStringLower(octets) : Convert.ToHexString(octets));
                return null;
            default:
                return Refusal(clause.Kind, value.RuntimeType.Name);
        }
    }

    /// <summary>What is wrong with an argument of a type for a clause.</summary>
    public static string Refusal(char clause, string type) => clause switch
    {
        's' => $"string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given {type}",
        'd' => $"decimal clause can only be used on integers, was given {type}",
        'f' => $"fixed-point clause can only be used on doubles, was given {type}",
        'e' => $"scientific clause can only be used on doubles, was given {type}",
        'b' => $"only integers and bools can be formatted as binary, was given {type}",
        'o' => $"octal clause can only be used on integers, was given {type}",
        _ => $"only integers, byte buffers, and strings can be formatted as hex, was given {type}",
    };

    private static double? Number(in Value value, bool isSpec) => value.Kind switch
    {
        ValueKind.Double => value.AsDouble,
        ValueKind.Int when isSpec => value.AsInt,
        ValueKind.Uint when isSpec => value.AsUint,
        ValueKind.String when !isSpec => value.AsString switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => null },
        _ => null,
    };

    private static string InRadix(in Value value, char clause)
    {
        var isNegative = value.Kind == ValueKind.Int && value.AsInt < 0;
        var magnitude = isNegative ? unchecked((ulong)-value.AsInt) : value.AsUint;
        var digits = clause switch
        {
            'b' => magnitude.ToString("B", CultureInfo.InvariantCulture),
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            _ => Octal(magnitude),
        };
        return isNegative ? $"-{digits}" : digits;
    }

    private static string Octal(ulong magnitude)
    {
        var digits = "";
        do
        {
            digits = (char)('0' + (int)(magnitude & 7)) + digits;
            magnitude >>= 3;
        }
        while (magnitude > 0);
        return digits;
    }

    private static string PlainDouble(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }
        var (digits, exponent, isNegative) = ValueText.Decompose(number);
        return (isNegative ? "-" : "") + ValueText.Fixed(digits, exponent);
    }

    private static string? AppendText(StringBuilder text, in Value value, int depth)
    {
        if (depth > DepthLimit || text.Length > ResultLimit)
        {
            return "the value is too large";
        }
        switch (value.Kind)
        {
            case ValueKind.Double:
                text.Append(PlainDouble(value.AsDouble));
                return null;
            case ValueKind.Bytes:
                text.Append(Encoding.UTF8.GetString(value.AsBytes));
                return null;
            case ValueKind.Null or ValueKind.Bool or ValueKind.Int or ValueKind.Uint or ValueKind.String or ValueKind.Timestamp or ValueKind.Duration or ValueKind.Type:
                text.Append(ValueText.Render(value));
                return null;
            case ValueKind.List:
                return AppendList(text, value, depth, AppendText);
            case ValueKind.Map:
                return AppendMap(text, value, depth, AppendText, ": ");
            default:
                return Refusal('s', value.RuntimeType.Name);
        }
    }

    private static string? AppendQuoted(StringBuilder text, in Value value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.String when depth > 0:
                text.Append(TextLibrary.Quote(value.AsString));
                return null;
            case ValueKind.Bytes when depth > 0:
                text.Append('b').Append(TextLibrary.Quote(Encoding.UTF8.GetString(value.AsBytes)));
                return null;
            case ValueKind.Double when depth > 0 && double.IsFinite(value.AsDouble):
                text.Append(DecimalText.Fixed(value.AsDouble, 6));
                return null;
            case ValueKind.Double when depth == 0:
                text.Append(ValueText.Render(value));
                return null;
            case ValueKind.Timestamp or ValueKind.Duration when depth > 0:
                text.Append(value.Kind == ValueKind.Timestamp ? "timestamp(\"" : "duration(\"").Append(ValueText.Render(value)).Append("\")");
                return null;
            case ValueKind.Type when depth > 0:
                text.Append("type(").Append(value.AsType.Name).Append(')');
                return null;
            case ValueKind.List when depth <= DepthLimit && text.Length <= ResultLimit:
                return AppendList(text, value, depth, AppendQuoted);
            case ValueKind.Map when depth <= DepthLimit && text.Length <= ResultLimit:
                return AppendMap(text, value, depth, AppendQuoted, ":");
            default:
                return AppendText(text, value, depth);
        }
    }

    private delegate string? Appender(StringBuilder text, in Value value, int depth);

    private static string? AppendList(StringBuilder text, in Value list, int depth, Appender append)
    {
        text.Append('[');
        var isFirst = true;
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item); isFirst = false)
        {
            text.Append(isFirst ? "" : ", ");
            if (append(text, item, depth + 1) is { } problem)
            {
                return problem;
            }
        }
        text.Append(']');
        return null;
    }

    private static string? AppendMap(StringBuilder text, in Value map, int depth, Appender append, string separator)
    {
        List<(string Key, string Entry)> entries = [];
        for (var cursor = 0L; map.MapSource.MoveNext(map.Handle, ref cursor, out var key, out var item);)
        {
            var (keyText, valueText) = (new StringBuilder(), new StringBuilder());
            if ((append(keyText, key, depth + 1) ?? append(valueText, item, depth + 1)) is { } problem)
            {
                return problem;
            }
            entries.Add((keyText.ToString(), $"{keyText}{separator}{valueText}"));
        }
        entries.Sort((x, y) => Texts.Compare(x.Key, y.Key));
        text.Append('{').AppendJoin(", ", entries.Select(e => e.Entry)).Append('}');
        return null;
    }
}
