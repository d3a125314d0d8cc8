using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Storage.Postgres.Columns;

/// <summary>Times of messages as numeric nanoseconds since 1970: exact over all that a timestamp can hold.</summary>
internal static class MessageTime
{
    public static decimal? Nanoseconds(Timestamp? time) => time is null ? null : (time.Seconds * 1_000_000_000m) + time.Nanos;

    /// <summary>Clamped to what decimal holds, which is far outside of what a message can say.</summary>
    public static decimal Clamp(Int128 nanoseconds) =>
        nanoseconds > (Int128)decimal.MaxValue ? decimal.MaxValue : nanoseconds < (Int128)decimal.MinValue ? decimal.MinValue : (decimal)nanoseconds;
}
