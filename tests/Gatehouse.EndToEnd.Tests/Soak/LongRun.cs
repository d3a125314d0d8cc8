using System.Globalization;

namespace Gatehouse.EndToEnd.Tests.Soak;

/// <summary>Runs of minutes, which only <c>./test --long</c> asks for.</summary>
internal static class LongRun
{
    /// <summary>Ten minutes, or what <c>GATEHOUSE_SOAK_MINUTES</c> says.</summary>
    public static TimeSpan Length { get; } =
        TimeSpan.FromMinutes(double.TryParse(Environment.GetEnvironmentVariable("GATEHOUSE_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 10);

    public static void SkipUnlessAsked() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 }, "takes minutes: ./test --long runs it");
}
