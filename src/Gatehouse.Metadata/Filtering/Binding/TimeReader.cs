using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Times of RFC 3339 and lengths of time as protobuf writes them in JSON, both to the nanosecond.</summary>
internal static partial class TimeReader
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>0001-01-01T00:00:00Z: an offset may not lead out of the years that protobuf knows.</summary>
    private const long FirstSecond = -62_135_596_800;

    /// <summary>9999-12-31T23:59:59Z.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>Also takes a date alone: its midnight in UTC. Years 1 to 9999.</summary>
    public static bool TryReadTimestamp(string text, out Int128 unixNanoseconds)
    {
        unixNanoseconds = 0;
        var match = Timestamp.Match(text);
        if (!match.Success || !DateTime.TryParseExact($"{match.Groups["date"].Value}T{(match.Groups["time"].Success ? match.Groups["time"].Value : "00:00:00")}", "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var seconds = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - OffsetSeconds(match);
        unixNanoseconds = ((Int128)seconds * NanosecondsPerSecond) + Fraction(match.Groups["fraction"].Value);
        return seconds is >= FirstSecond and <= LastSecond;
    }

    public static bool TryReadDuration(string text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var match = Duration.Match(text);
        if (!match.Success)
        {
            return false;
        }

        nanoseconds = (Int128.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture) * NanosecondsPerSecond) + Fraction(match.Groups["fraction"].Value);
        nanoseconds = match.Groups["sign"].Length > 0 ? -nanoseconds : nanoseconds;
        return true;
    }

    private static long Fraction(string digits) => digits.Length == 0 ? 0 : long.Parse(digits.PadRight(9, '0'), CultureInfo.InvariantCulture);

    private static long OffsetSeconds(Match match)
    {
        if (!match.Groups["hours"].Success)
        {
            return 0;
        }

        var hours = int.Parse(match.Groups["hours"].Value, CultureInfo.InvariantCulture);
        var minutes = int.Parse(match.Groups["minutes"].Value, CultureInfo.InvariantCulture);
        return ((hours * 3_600L) + (minutes * 60L)) * (match.Groups["sign"].Value == "-" ? -1 : 1);
    }

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?([Zz]|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9])))?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Timestamp { get; }

    [GeneratedRegex(@"^(?<sign>-?)(?<seconds>[0-9]{1,12})(\.(?<fraction>[0-9]{1,9}))?s\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Duration { get; }
}
