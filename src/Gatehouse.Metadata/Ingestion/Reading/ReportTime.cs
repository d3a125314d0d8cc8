using System.Globalization;

namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>Times of reports: RFC 3339 with up to nine digits of a second; what comes without a zone is UTC.</summary>
internal static class ReportTime
{
    /// <returns>Null when absent, or when it is no time, which is recorded as an error.</returns>
    public static DateTimeOffset? Parse(JsonItem item) => item.AsText() is { Length: > 0 } text ? Parse(text, item.Fail) : null;

    /// <inheritdoc cref="Parse(JsonItem)"/>
    public static DateTimeOffset? Parse(string text, Action<string> fail)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        fail($"is no time: \"{text}\"");
        return null;
    }
}
