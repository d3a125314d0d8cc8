using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Tests.Requirements;

public sealed class SeverityThresholdTests
{
    /// <summary>A row per threshold; a column per severity UNSPECIFIED, MINIMAL, LOW, MEDIUM, HIGH, CRITICAL and one of a newer vocabulary.</summary>
    [Theory]
    [InlineData("BLOCK_ALL", ".......")]
    [InlineData("SEVERITY_UNSPECIFIED", "+......")]
    [InlineData("MINIMAL", "++.....")]
    [InlineData("LOW", "+++....")]
    [InlineData("MEDIUM", "++++...")]
    [InlineData("HIGH", "+++++..")]
    [InlineData("CRITICAL", "++++++.")]
    [InlineData("ALLOW_ALL", "+++++++")]
    [InlineData("medium", ".......")]
    [InlineData("SEVERE", ".......")]
    [InlineData("", ".......")]
    public void Thresholds_tolerate_what_ranks_up_to_them(string threshold, string expected) =>
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, 7).Select(s => new SeverityThreshold(threshold).Tolerates((FindingSeverity)s) ? '+' : '.')));
}
