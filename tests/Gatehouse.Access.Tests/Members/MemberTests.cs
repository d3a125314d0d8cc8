using CsCheck;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Members;

namespace Gatehouse.Access.Tests.Members;

public sealed class MemberTests
{
    [Theory]
    [InlineData("user:ann@example.com")]
    [InlineData("serviceAccount:ci")]
    [InlineData("principal://github/acme/shop:refs/heads/main")]
    [InlineData("principalSet://gitlab/acme/shop:environment:production")]
    [InlineData("principal:spiffe://example.com/ns/a/sa/b")]
    [InlineData("domain:example.com")]
    [InlineData("allUsers")]
    [InlineData("allAuthenticatedUsers")]
    public void Members_of_every_kind_are_taken(string member) => Assert.Null(Member.FindMistake(member));

    [Theory]
    [InlineData("ann@example.com", "user:ann@example.com")]
    [InlineData("allusers", "did you mean \"allUsers\"")]
    [InlineData("usr:ann", "did you mean \"user\"")]
    [InlineData("user:", "nobody")]
    [InlineData("user:ann smith", "space")]
    [InlineData("user:ann\u0000", "control")]
    [InlineData("domain:ann@example.com", "does not name a domain")]
    [InlineData("deleted:user:ann", "not a kind of member")]
    [InlineData("", "is not a member")]
    public void What_is_no_member_is_told_with_what_would_be(string member, string part) => Assert.Contains(part, Member.FindMistake(member)!, StringComparison.Ordinal);

    [Fact]
    public void A_member_has_a_length_it_may_have_and_no_more()
    {
        Assert.Null(Member.FindMistake($"user:{new string('a', Member.MaximumLength - 5)}"));
        Assert.NotNull(Member.FindMistake($"user:{new string('a', Member.MaximumLength - 4)}"));
    }

    [Fact]
    public void Sets_and_everybody_are_no_identities()
    {
        Assert.All((string[])["allUsers", "allAuthenticatedUsers", "group:a", "domain:a", "principalSet://a", "user:", "user:a b"], m => Assert.False(Member.IsIdentity(m)));
        Assert.All((string[])["allUsers", "user:a", "domain:a", "principal://a"], m => Assert.False(Member.IsGroup(m)));
    }

    [Fact]
    public void No_text_breaks_the_grammars() => Gen.String[0, 60].Sample(
        text =>
        {
            _ = Member.FindMistake(text);
            _ = Member.IsIdentity(text) || Member.IsGroup(text);
            _ = Member.DomainOf(text);
            _ = Scope.FindMistake(text);
            _ = PolicyPermissions.SetFor(text).Length + PolicyPermissions.GetFor(text).Length;
            return ResourceChain.Of(text)[^1].Length == 0 && Member.FindMistake($"user:{text}") is null == Member.IsIdentity($"user:{text}");
        },
        iter: 20_000);
}
