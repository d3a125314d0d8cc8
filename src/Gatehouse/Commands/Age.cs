using System.Globalization;

namespace Gatehouse.Host.Commands;

/// <summary>Points in the past as people type them: RFC 3339, or an age in minutes, hours or days (<c>30m</c>, <c>12h</c>, <c>7d</c>).</summary>
internal static class Age
{
    /// <exception cref="CommandFailure">It is neither.</exception>
    public static DateTimeOffset Parse(string text, TimeProvider time)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return moment;
        }

        return ParseAge(text) is { } age ? time.GetUtcNow() - age : throw new CommandFailure($"\"{text}\" is neither a time (2026-01-31T12:00:00Z) nor an age (30m, 12h, 7d)");
    }

    private static TimeSpan? ParseAge(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000)
        {
            return null;
        }

        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
