using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Times as nanoseconds since 1970, in 64 bits: from 1677 to 2262; times outside are kept at the ends (the wire message keeps them exactly).</summary>
internal static class SqliteTimes
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <returns>Null for a time that is not set.</returns>
    public static long? From(Timestamp? time) => time is null ? null : Clamp(((Int128)time.Seconds * NanosecondsPerSecond) + time.Nanos);

    public static long From(DateTimeOffset time) => Clamp((Int128)(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100);

    public static DateTimeOffset To(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    public static long Clamp(Int128 nanoseconds) => nanoseconds > long.MaxValue ? long.MaxValue : nanoseconds < long.MinValue ? long.MinValue : (long)nanoseconds;
}
