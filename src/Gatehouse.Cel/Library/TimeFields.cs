using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary><c>getFullYear()</c> and its kin, of timestamps in a time zone and of durations.</summary>
internal static class TimeFields
{
    /// <param name="hasWholeMilliseconds">cel-go answers <c>getMilliseconds</c> of a duration with all of it in milliseconds; the language definition with the part below the second.</param>
    public static IEnumerable<FunctionDeclaration> Functions(bool hasWholeMilliseconds) =>
    [
        OfTimestamp("getFullYear", "year", t => t.Year),
        OfTimestamp("getMonth", "month", t => t.Month - 1),
        OfTimestamp("getDayOfYear", "day_of_year", t => t.DayOfYear - 1),
        OfTimestamp("getDayOfMonth", "day_of_month", t => t.Day - 1),
        OfTimestamp("getDate", "day_of_month_1_based", t => t.Day),
        OfTimestamp("getDayOfWeek", "day_of_week", t => (int)t.DayOfWeek),
        OfBoth("getHours", "hours", t => t.Hour, n => (long)(n / ((Int128)3600 * Times.NanosPerSecond))),
        OfBoth("getMinutes", "minutes", t => t.Minute, n => (long)(n / ((Int128)60 * Times.NanosPerSecond))),
        OfBoth("getSeconds", "seconds", t => t.Second, n => (long)(n / Times.NanosPerSecond)),
        OfBoth("getMilliseconds", "milliseconds", t => t.Millisecond, n => (long)(hasWholeMilliseconds ? n / 1_000_000 : n % Times.NanosPerSecond / 1_000_000)),
    ];

    private static FunctionDeclaration OfTimestamp(string name, string field, Func<DateTime, int> get) => Function(name,
        Member($"timestamp_to_{field}", [CelType.Timestamp], CelType.Int, a => Value.Of((long)get(Times.ToDateTime(a[0])))),
        Member($"timestamp_to_{field}_with_tz", [CelType.Timestamp, CelType.String], CelType.Int, a => InZone(a, get)));

    private static FunctionDeclaration OfBoth(string name, string field, Func<DateTime, int> ofTimestamp, Func<Int128, long> ofNanos) => new(name,
        [.. OfTimestamp(name, field, ofTimestamp).Overloads, Member($"duration_to_{field}", [CelType.Duration], CelType.Int, a => Value.Of(ofNanos(Times.Nanos(a[0]))))]);

    private static Value InZone(ReadOnlySpan<Value> arguments, Func<DateTime, int> get)
    {
        var name = arguments[1].AsString;
        if (!Times.TryFindZone(name, out var zone))
        {
            return CelError.Create($"unknown time zone {name}");
        }
        var utc = Times.ToDateTime(arguments[0]);
        var ticks = utc.Ticks + zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? CelError.TimestampOverflow : Value.Of((long)get(new DateTime(ticks)));
    }
}
