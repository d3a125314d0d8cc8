using Gatehouse.Access.Policies;

namespace Gatehouse.Access.Tests.Policies;

public sealed class PolicyValidatorTests
{
    private static readonly PolicyLimits Limits = new() { Bindings = 2, Members = 3 };

    [Fact]
    public void Limits_count_at_the_edge_and_past_it()
    {
        Assert.Empty(PolicyValidator.Validate(Policy(["user:a"], ["user:b", "user:c"]), Limits));
        Assert.Contains("at most 3", Assert.Single(PolicyValidator.Validate(Policy(["user:a"], ["user:b", "user:c", "user:d"]), Limits)).Description, StringComparison.Ordinal);
        Assert.Contains("at most 2", Assert.Single(PolicyValidator.Validate(Policy(["user:a"], ["user:b"], ["user:c"]), Limits)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_found_where_it_is()
    {
        var policy = new IamPolicy([new("roles/none", ["user:a", "x"]), new("roles/gatehouse.viewer", [])], 0);
        Assert.Equal(["bindings[0].role", "bindings[0].members[1]", "bindings[1].members"], PolicyValidator.Validate(policy, Limits).Select(m => m.Field));
    }

    private static IamPolicy Policy(params string[][] bindings) => new([.. bindings.Select(m => new PolicyBinding("roles/gatehouse.viewer", [.. m]))], 0);
}
