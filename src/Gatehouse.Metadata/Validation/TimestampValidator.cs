using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Validation;

/// <summary>A timestamp is within 0001-01-01 to 9999-12-31 and its nanos are a fraction of a second (google.protobuf.Timestamp).</summary>
internal static class TimestampValidator
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public static void Check(string field, Timestamp? time, Checks checks)
    {
        if (time is not null && (time.Seconds is < FirstSecond or > LastSecond || time.Nanos is < 0 or > 999_999_999))
        {
            checks.Fail(field, $"is no time between year 1 and year 9999: {time.Seconds} s and {time.Nanos} ns");
        }
    }
}
