using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Policy.Kritis;

/// <summary>Durations as Go writes them (<c>time.ParseDuration</c>): numbers with units, <c>1h30m</c>.</summary>
public static partial class GoDuration
{
    /// <summary>Only positive ones, to 100 ns, of at most 100 years.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length > 64 || !Form.IsMatch(text))
        {
            return false;
        }

        var ticks = 0d;
        foreach (Match part in Part.Matches(text))
        {
            ticks += double.Parse(part.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * TicksOf(part.Groups["unit"].Value);
        }

        duration = ticks <= TimeSpan.TicksPerDay * 36_525d ? TimeSpan.FromTicks((long)ticks) : default;
        return duration > TimeSpan.Zero;
    }

    private static double TicksOf(string unit) => unit switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "ns" => 0.01,
        _ => TimeSpan.TicksPerMicrosecond,
    };

    [GeneratedRegex(@"^\+?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:h|ms|m|s|us|µs|μs|ns))+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form { get; }

    [GeneratedRegex(@"(?<number>[0-9]+\.?[0-9]*|\.[0-9]+)(?<unit>h|ms|m|s|us|µs|μs|ns)", RegexOptions.NonBacktracking)]
    private static partial Regex Part { get; }
}
