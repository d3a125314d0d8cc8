using System.Globalization;
using System.Text;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>Conversions between types (language definition, "List of Standard Definitions").</summary>
internal static class Conversions
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static Value Failed(in Value value, string target) => CelError.Create($"type conversion error from '{value.RuntimeType.Name}' to '{target}'");

    public static Value ToBool(in Value value) => value.Kind switch
    {
        ValueKind.Bool => value,
        ValueKind.String => value.AsString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => Value.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => Value.False,
            _ => Failed(value, "bool"),
        },
        _ => CelError.NoSuchOverload,
    };

    public static Value ToBytes(in Value value) => value.Kind == ValueKind.Bytes ? value : Value.Of(Encoding.UTF8.GetBytes(value.AsString));

    public static Value ToDouble(in Value value) => value.Kind switch
    {
        ValueKind.Double => value,
        ValueKind.Int => Value.Of((double)value.AsInt),
        ValueKind.Uint => Value.Of((double)value.AsUint),
        ValueKind.String => TryParseDouble(value.AsString, out var number) ? Value.Of(number) : Failed(value, "double"),
        _ => CelError.NoSuchOverload,
    };

    private static bool TryParseDouble(string text, out double number)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var unsigned = text.AsSpan().TrimStart("+-");
        if (text.Length - unsigned.Length <= 1 && (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase)))
        {
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            number = double.NaN;
            return true;
        }
        return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    public static Value ToInt(in Value value) => value.Kind switch
    {
        ValueKind.Int => value,
        ValueKind.Uint => value.AsUint > long.MaxValue ? CelError.IntegerOverflow : Value.Of((long)value.AsUint),
        // The ends of the range are excluded: as doubles they stand for numbers outside it too.
        ValueKind.Double => value.AsDouble is > -9.2233720368547758E18 and < 9.2233720368547758E18 ? Value.Of((long)value.AsDouble) : CelError.IntegerOverflow,
        ValueKind.String => long.TryParse(value.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : Failed(value, "int"),
        ValueKind.Timestamp => Value.Of(value.Seconds),
        ValueKind.Duration => Times.Nanos(value) is var nanos && nanos >= long.MinValue && nanos <= long.MaxValue ? Value.Of((long)nanos) : CelError.IntegerOverflow,
        ValueKind.Enum => Value.Of(value.AsInt),
        _ => CelError.NoSuchOverload,
    };

    public static Value ToUint(in Value value) => value.Kind switch
    {
        ValueKind.Uint => value,
        ValueKind.Int => value.AsInt < 0 ? CelError.UnsignedOverflow : Value.Of((ulong)value.AsInt),
        ValueKind.Double => value.AsDouble is >= 0 and < 1.8446744073709552E19 ? Value.Of((ulong)value.AsDouble) : CelError.UnsignedOverflow,
        ValueKind.String => ulong.TryParse(value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : Failed(value, "uint"),
        _ => CelError.NoSuchOverload,
    };

    public static Value ToText(in Value value) => value.Kind == ValueKind.Bytes ? Decode(value.AsBytes) : Value.Of(ValueText.Render(value));

    private static Value Decode(byte[] bytes)
    {
        try
        {
            return Value.Of(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return CelError.Create("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    public static Value ToDuration(in Value value, CelDialect dialect) => value.Kind == ValueKind.Duration ? value
        : Times.TryParseDuration(value.AsString, out var duration) && (dialect == CelDialect.Spec || !Times.Limited(duration).IsError) ? duration : Failed(value, "google.protobuf.Duration");

    public static Value ToTimestamp(in Value value) => value.Kind switch
    {
        ValueKind.Timestamp => value,
        ValueKind.Int => Times.Timestamp(value.AsInt, 0),
        _ => Times.TryParseTimestamp(value.AsString, out var timestamp) ? timestamp : Failed(value, "google.protobuf.Timestamp"),
    };
}
