using System.Globalization;
using System.Numerics;

namespace Gatehouse.Cel.Values;

/// <summary>Timestamps and durations: their ranges, their texts, their arithmetic (google.protobuf.Timestamp and Duration, RFC 3339).</summary>
internal static class Times
{
    private static readonly System.Buffers.SearchValues<char> NumberCharacters = System.Buffers.SearchValues.Create("0123456789.");
    public const long MinimumSeconds = -62135596800;
    public const long MaximumSeconds = 253402300799;
    public const long MaximumDurationSeconds = 315576000000;
    public const int NanosPerSecond = 1_000_000_000;

    public static Value Timestamp(Int128 seconds, int nanos) => seconds < MinimumSeconds || seconds > MaximumSeconds || nanos is < 0 or >= NanosPerSecond
        ? CelError.TimestampOverflow
        : Value.Timestamp((long)seconds, nanos);

    public static Value Duration(long seconds, int nanos) => FromNanos(((Int128)seconds * NanosPerSecond) + nanos);

    public static Value FromNanos(Int128 nanos)
    {
        var (seconds, rest) = (nanos / NanosPerSecond, nanos % NanosPerSecond);
        return seconds < -MaximumDurationSeconds || seconds > MaximumDurationSeconds ? CelError.DurationOverflow : Value.Duration((long)seconds, (int)rest);
    }

    /// <summary>A duration beyond 64 bits of nanoseconds, some 292 years, as an error; every other value as it is.</summary>
    public static Value Limited(in Value value) => value.Kind == ValueKind.Duration && Int128.Abs(Nanos(value)) > long.MaxValue ? CelError.DurationOverflow : value;

    public static Int128 Nanos(in Value value) => ((Int128)value.Seconds * NanosPerSecond) + value.Nanos;

    public static Value TimestampFromNanos(Int128 nanos)
    {
        var seconds = nanos / NanosPerSecond;
        var rest = nanos % NanosPerSecond;
        return rest < 0 ? Timestamp(seconds - 1, (int)(rest + NanosPerSecond)) : Timestamp(seconds, (int)rest);
    }

    public static DateTime ToDateTime(in Value timestamp) => DateTime.UnixEpoch.AddTicks((timestamp.Seconds * TimeSpan.TicksPerSecond) + (timestamp.Nanos / 100));

    public static string RenderTimestamp(in Value timestamp) =>
        ToDateTime(timestamp).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(timestamp.Nanos) + "Z";

    public static string RenderDuration(in Value duration)
    {
        var sign = duration.Seconds < 0 || duration.Nanos < 0 ? "-" : "";
        return $"{sign}{Math.Abs(duration.Seconds).ToString(CultureInfo.InvariantCulture)}{Fraction(Math.Abs(duration.Nanos))}s";
    }

    /// <summary>As ProtoJSON prints it: no fraction, or three, six or nine digits of it.</summary>
    public static string RenderJson(in Value value)
    {
        var text = value.Kind == ValueKind.Timestamp ? RenderTimestamp(value) : RenderDuration(value);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? text : $"{text[..^1].PadRight(point + 1 + ((text.Length - point) / 3 * 3), '0')}{text[^1]}";
    }

    private static string Fraction(int nanos) => nanos == 0 ? "" : $".{nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}";

    /// <summary>RFC 3339 date and time with an offset; none when the text is not one or out of range.</summary>
    public static bool TryParseTimestamp(string text, out Value timestamp)
    {
        timestamp = default;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !TryDigits(text, 0, 4, out var year) || !TryDigits(text, 5, 2, out var month) || !TryDigits(text, 8, 2, out var day)
            || !TryDigits(text, 11, 2, out var hour) || !TryDigits(text, 14, 2, out var minute) || !TryDigits(text, 17, 2, out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        var at = 19;
        if (!TryFraction(text, ref at, out var nanos) || !TryOffset(text.AsSpan(at), out var offsetSeconds))
        {
            return false;
        }
        var date = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        timestamp = Timestamp((Int128)((date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) - offsetSeconds, nanos);
        return !timestamp.IsError;
    }

    private static bool TryDigits(string text, int start, int count, out int number) =>
        int.TryParse(text.AsSpan(start, count), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryFraction(string text, ref int at, out int nanos)
    {
        nanos = 0;
        if (text[at] != '.')
        {
            return true;
        }
        var digits = 0;
        for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++, digits++)
        {
            nanos = digits < 9 ? (nanos * 10) + (text[at] - '0') : nanos;
        }
        for (var i = digits; i < 9; i++)
        {
            nanos *= 10;
        }
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text is "Z")
        {
            return true;
        }
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }
        seconds = ((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60);
        return true;
    }

    /// <summary>A sequence of decimal numbers with units, <c>-1h30m</c>, <c>1.5s</c>; or plain zero.</summary>
    public static bool TryParseDuration(string text, out Value duration)
    {
        duration = default;
        var rest = text.AsSpan();
        var isNegative = rest.StartsWith("-");
        if (isNegative || rest.StartsWith("+"))
        {
            rest = rest[1..];
        }
        if (rest.IsEmpty || rest.Length > 256)
        {
            return false;
        }
        var total = BigInteger.Zero;
        if (rest is not "0")
        {
            while (!rest.IsEmpty)
            {
                if (!TryPart(ref rest, out var nanos))
                {
                    return false;
                }
                total += nanos;
            }
        }
        total = isNegative ? -total : total;
        if (BigInteger.Abs(total) > (BigInteger)MaximumDurationSeconds * NanosPerSecond)
        {
            return false;
        }
        duration = FromNanos((Int128)total);
        return true;
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out BigInteger nanos)
    {
        nanos = default;
        var whole = rest.IndexOfAnyExceptInRange('0', '9');
        whole = whole < 0 ? rest.Length : whole;
        var integer = rest[..whole];
        rest = rest[whole..];
        var fraction = ReadOnlySpan<char>.Empty;
        if (rest.StartsWith("."))
        {
            var length = rest[1..].IndexOfAnyExceptInRange('0', '9');
            length = length < 0 ? rest.Length - 1 : length;
            fraction = rest.Slice(1, length);
            rest = rest[(length + 1)..];
        }
        if ((integer.IsEmpty && fraction.IsEmpty) || !TryUnit(ref rest, out var unit))
        {
            return false;
        }
        var number = BigInteger.Parse($"0{integer}{fraction}", NumberStyles.None, CultureInfo.InvariantCulture);
        nanos = number * unit / BigInteger.Pow(10, fraction.Length);
        return true;
    }

    private static bool TryUnit(ref ReadOnlySpan<char> rest, out long nanos)
    {
        var length = rest.IndexOfAny(NumberCharacters);
        var unit = length < 0 ? rest : rest[..length];
        rest = length < 0 ? [] : rest[length..];
        nanos = unit switch
        {
            "ns" => 1,
            "us" or "µs" or "μs" => 1000,
            "ms" => 1_000_000,
            "s" => NanosPerSecond,
            "m" => 60L * NanosPerSecond,
            "h" => 3600L * NanosPerSecond,
            _ => 0,
        };
        return nanos > 0;
    }

    /// <summary>An IANA name or a fixed offset, <c>+02:00</c> or <c>02:00</c>; false when it is neither.</summary>
    public static bool TryFindZone(string name, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        if (name is "" or "UTC")
        {
            return true;
        }
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return name.IndexOfAny(['\\', '.']) < 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!);
        }
        var isNegative = name[0] == '-';
        var hoursText = name.AsSpan(0, colon).TrimStart("+-");
        if (!int.TryParse(hoursText, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || !int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || hours > 14 || minutes > 59 || (hours * 60) + minutes > 14 * 60)
        {
            return false;
        }
        var offset = TimeSpan.FromMinutes(((hours * 60) + minutes) * (isNegative ? -1 : 1));
        zone = TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        return true;
    }
}
