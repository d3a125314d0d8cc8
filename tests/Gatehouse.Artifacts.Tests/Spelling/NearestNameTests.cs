using Gatehouse.Artifacts.Spelling;

namespace Gatehouse.Artifacts.Tests.Spelling;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["resource_uri", "noteName", "kind"];

    [Theory]
    [InlineData("resourceUrl", "resource_uri")]
    [InlineData("NOTENAME", "noteName")]
    [InlineData("kidn", "kind")]
    public void A_near_name_is_found_regardless_of_case_and_underscores(string written, string meant) => Assert.Equal(meant, NearestName.FindNear(written, Known));

    [Fact]
    public void What_is_far_from_all_has_no_near_name_but_a_nearest()
    {
        Assert.Null(NearestName.FindNear("something entirely different", Known));
        Assert.Contains(NearestName.Find("something entirely different", Known), Known);
        Assert.Equal("; known are resource_uri, noteName, kind", NearestName.Suggest("something entirely different", Known));
        Assert.Equal("", NearestName.Hint("something entirely different", Known));
    }

    [Fact]
    public void Without_candidates_there_is_none() => Assert.Null(NearestName.Find("kind", []));

    [Fact]
    public void Names_of_any_length_are_compared_in_bounded_work() => Assert.Null(NearestName.FindNear(new string('x', 1_000_000), [new string('y', 1_000_000)]));

    [Fact]
    public void Of_equally_near_ones_the_first_in_ordinal_order_is_taken() => Assert.Equal("ab", NearestName.Find("a", ["ac", "ab"]));
}
