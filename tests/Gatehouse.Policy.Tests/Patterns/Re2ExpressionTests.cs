using CsCheck;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Tests.Patterns;

public sealed class Re2ExpressionTests
{
    [Theory]
    [InlineData("shop", "my-shop-web", true)]
    [InlineData("^shop$", "shop\n", false)]
    [InlineData("(?m:^b)", "a\nb", true)]
    [InlineData("^\\d+$", "\u0663", false)]
    [InlineData("^\\w+$", "\u00e4", false)]
    [InlineData("^[\\w.]+$", "a.b", true)]
    [InlineData("^[a-z-[x]]$", "a]", true)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[^]a]$", "]", false)]
    [InlineData("(?P<name>a)b", "ab", true)]
    [InlineData("(?i)SHOP", "shop", true)]
    [InlineData("a\\.b", "axb", false)]
    public void Expressions_mean_what_they_mean_in_Go(string expression, string text, bool isMatch)
    {
        Assert.True(TextTerm.TryParse(expression, out var term, out var error), error);
        Assert.Equal(isMatch, term.Matches(text));
    }

    [Theory]
    [InlineData("****")]
    [InlineData("git[(")]
    [InlineData("(a")]
    [InlineData("(?=a)")]
    [InlineData("(a)\\1")]
    [InlineData("(?#comment)a")]
    [InlineData("(?x)a b")]
    [InlineData("[[:alpha:]]")]
    [InlineData("a\\Z")]
    [InlineData("[\\D]")]
    [InlineData("\\")]
    public void What_Go_does_not_know_is_refused_with_a_reason(string expression)
    {
        Assert.False(TextTerm.TryParse(expression, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void No_text_makes_the_compiler_throw() =>
        Gen.String[Gen.Char["ab\\[](){}^$*+?|.-:<>=!PimsxdwDZ01,"], 0, 24].Sample(text => { _ = TextTerm.TryParse(text, out var term, out _) && term.Matches("aab"); }, iter: 20_000);
}
