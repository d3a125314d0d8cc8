using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Verification;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[{"a":1},{"a":2}]}""")]
    [InlineData(""" [1, "x", null, true] """)]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("""{"a":{"a":{"a":1}},"b":{"a":1}}""")]
    public void Plain_json_is_read(string json) => Assert.True(StrictJson.Parse(Encoding.UTF8.GetBytes(json)).Succeeded);

    [Theory]
    [InlineData("""{"a":1,"a":2}""", FailureReason.DuplicateMember)]
    [InlineData("""{"a":1,"\u0061":2}""", FailureReason.DuplicateMember)]
    [InlineData("""[{"x":{"b":1,"c":2,"b":3}}]""", FailureReason.DuplicateMember)]
    [InlineData("""{"a":1}{""", FailureReason.TrailingData)]
    [InlineData("""{"a":1}x""", FailureReason.TrailingData)]
    [InlineData("7 8", FailureReason.TrailingData)]
    [InlineData("", FailureReason.Truncated)]
    [InlineData("   ", FailureReason.Truncated)]
    [InlineData("""{"a":""", FailureReason.Truncated)]
    [InlineData("""{"a":tr""", FailureReason.Truncated)]
    [InlineData("""{"a":"b""", FailureReason.Truncated)]
    [InlineData("[1,2", FailureReason.Truncated)]
    [InlineData("[1,]", FailureReason.Malformed)]
    [InlineData("{'a':1}", FailureReason.Malformed)]
    [InlineData("[1 /* one */]", FailureReason.Malformed)]
    [InlineData("[NaN]", FailureReason.Malformed)]
    [InlineData("""["\ud800"]""", FailureReason.Malformed)]
    [InlineData("""{"\udc00":1}""", FailureReason.Malformed)]
    [InlineData("\uFEFF{}", FailureReason.Malformed)]
    public void Json_that_readers_may_understand_differently_is_refused(string json, FailureReason reason) =>
        Assert.Equal(reason, Assert.Single(StrictJson.Parse(Encoding.UTF8.GetBytes(json)).Failures).Reason);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        Assert.Equal(FailureReason.Malformed, StrictJson.Parse([(byte)'"', 0xC3, 0x28, (byte)'"']).Failures[0].Reason);
        Assert.Equal(FailureReason.Malformed, StrictJson.Parse([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']).Failures[0].Reason);
    }

    [Fact]
    public void Depth_and_size_are_read_up_to_the_limit_and_not_beyond()
    {
        var limits = new JsonLimits { Depth = 3, SizeBytes = 20 };
        Assert.True(StrictJson.Parse("[[[1]]]"u8, limits).Succeeded);
        Assert.Equal(FailureReason.LimitExceeded, StrictJson.Parse("[[[[1]]]]"u8, limits).Failures[0].Reason);
        Assert.Equal(FailureReason.LimitExceeded, StrictJson.Parse(Encoding.UTF8.GetBytes(new string('[', 20)), limits).Failures[0].Reason);
        Assert.True(StrictJson.Parse(Encoding.UTF8.GetBytes("[".PadRight(19) + "]"), limits).Succeeded);
        Assert.Equal(FailureReason.LimitExceeded, StrictJson.Parse(Encoding.UTF8.GetBytes("[".PadRight(20) + "]"), limits).Failures[0].Reason);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("AA==", "00")]
    [InlineData("AA", "00")]
    [InlineData("+/8=", "fbff")]
    [InlineData("-_8", "fbff")]
    [InlineData("-_8=", "fbff")]
    [InlineData("A", null)]
    [InlineData("AA=", null)]
    [InlineData("AA===", null)]
    [InlineData("A=A=", null)]
    [InlineData("+_8=", null)]
    [InlineData("AA ==", null)]
    [InlineData("AAA\n", null)]
    [InlineData("AB==", null)]
    public void Base64_is_read_in_both_alphabets_and_only_in_its_one_form(string text, string? hex) =>
        Assert.Equal(hex, Base64Text.Decode(text) is { } bytes ? Convert.ToHexStringLower(bytes) : null);

    [Fact]
    public void Every_reason_and_step_has_its_own_text()
    {
        Assert.Equal("signature-mismatch", FailureReason.SignatureMismatch.Code());
        Assert.Equal("duplicate-member", FailureReason.DuplicateMember.Code());
        Assert.Equal("subject", VerificationStep.Subject.Code());
        Assert.Distinct(Enum.GetValues<FailureReason>().Select(r => r.Code()));
    }

    [Fact]
    public void An_outcome_that_nobody_set_is_a_refusal()
    {
        Assert.False(default(Outcome<string>).Succeeded);
        Assert.NotEmpty(default(Outcome<string>).Failures);
        Assert.Throws<InvalidOperationException>(() => default(Outcome<string>).Value);
    }
}
