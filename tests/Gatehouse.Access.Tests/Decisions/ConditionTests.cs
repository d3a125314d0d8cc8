using System.Collections.Immutable;
using Gatehouse.Access.Conditions;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Tests.Decisions;

public sealed class ConditionTests
{
    private const string Note = "projects/p/notes/public-n";
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Ann = new("user:ann@example.com", [], "", []);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("resource.name == 'projects/p/notes/public-n'", true)]
    [InlineData("resource.name.startsWith('projects/p/notes/private-')", false)]
    [InlineData("resource.type == 'containeranalysis.googleapis.com/Note' && resource.service == 'containeranalysis.googleapis.com'", true)]
    [InlineData("resource.type == 'containeranalysis.googleapis.com/Occurrence'", false)]
    [InlineData("request.time < timestamp('2030-01-01T12:00:00.000001Z')", true)]
    [InlineData("request.time < timestamp('2030-01-01T12:00:00Z')", false)]
    [InlineData("request.time.getHours('Europe/Berlin') == 13 && request.time.getDayOfWeek() == 2", true)]
    [InlineData("api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []) == []", true)]
    [InlineData("api.getAttribute('iam.googleapis.com/other', 'none') == 'none'", true)]
    [InlineData("resource.name.extract('notes/{note}') == 'public-n'", true)]
    [InlineData("resource.name.extract('projects/{project}/') == 'p'", true)]
    [InlineData("resource.name.extract('occurrences/{occurrence}') == ''", true)]
    public void A_binding_counts_when_its_condition_holds(string expression, bool holds)
    {
        Assert.Empty(ConditionLanguage.FindMistakes(expression));
        var decision = Decide(expression, Note);
        Assert.Equal(holds, decision.IsGranted);
        Assert.Equal(holds, AccessEvaluator.PermissionsOf(Ann, new(Note, Noon), Chain(expression)).Contains(Permission.NotesGet));
        Assert.Equal(holds ? [] : ["it is false"], decision is AccessDecision.Missing missing ? missing.Unmet.Select(u => u.Obstacle) : []);
    }

    [Theory]
    [InlineData("1 / int(request.time.getHours() - 12) == 1", "division by zero")]
    [InlineData("resource.name.extract('no name') == ''", "template")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, a + b + c + d > 0))))", "cost")]
    public void A_condition_that_fails_grants_nothing_and_says_why(string expression, string reason)
    {
        var missing = Assert.IsType<AccessDecision.Missing>(Decide(expression, Note));
        Assert.Contains(reason, Assert.Single(missing.Unmet).Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_is_of_its_binding_alone()
    {
        IamPolicy policy = new([Binding("false"), new("roles/gatehouse.viewer", ["group:staff"])], 1);
        ImmutableArray<CompiledPolicy> chain = [new("projects/p", policy)];
        Assert.False(AccessEvaluator.Decide(Ann, Permission.NotesGet, new(Note, Noon), chain).IsGranted);
        Assert.True(AccessEvaluator.Decide(Ann with { Groups = ["group:staff"] }, Permission.NotesGet, new(Note, Noon), chain).IsGranted);
    }

    [Fact]
    public void Nobody_can_give_a_role_by_a_binding_whose_condition_does_not_hold()
    {
        IamPolicy policy = new([new(RoleCatalog.Admin, ["user:now@example.com"], new("true")), new(RoleCatalog.Admin, ["user:never@example.com"], new("false"))], 1);
        var missing = Assert.IsType<AccessDecision.Missing>(AccessEvaluator.Decide(Ann, Permission.NotesGet, new(Note, Noon), [new("projects/p", policy)]));
        Assert.Equal(["user:now@example.com"], missing.Grantors.Select(g => g.Member));
    }

    [Fact]
    public void Granting_makes_a_binding_without_condition_and_revoking_takes_the_member_out_of_all()
    {
        var granted = new IamPolicy([Binding("true")], 1).Grant("roles/gatehouse.viewer", Ann.Principal);
        Assert.Equal([new PolicyCondition("true"), null], granted.Bindings.Select(b => b.Condition));
        Assert.Empty(granted.Revoke("roles/gatehouse.viewer", Ann.Principal).Bindings);
    }

    [Theory]
    [InlineData("", "must be a CEL expression")]
    [InlineData("resource.nam == ''", "1:")]
    [InlineData("resource.name == 1", "1:15")]
    [InlineData("true &&\n resource.name", "2:")]
    [InlineData("request.time <", "1:15")]
    [InlineData("resource.name", "must be true or false")]
    public void A_condition_that_cannot_be_evaluated_is_a_mistake_with_its_place(string expression, string part)
    {
        var mistakes = PolicyValidator.Validate(new([Binding("true"), Binding(expression)], 0), new()).ToList();
        Assert.All(mistakes, m => Assert.Equal("bindings[1].condition.expression", m.Field));
        Assert.Contains(part, string.Join('\n', mistakes.Select(m => m.Description)), StringComparison.Ordinal);
    }

    [Theory, InlineData(0, true), InlineData(1, false)]
    public void Conditions_and_their_length_are_limited(int above, bool allowed)
    {
        var limits = new PolicyLimits { Conditions = 2 };
        Assert.Equal(allowed, !PolicyValidator.Validate(new([.. Enumerable.Repeat(Binding("true"), 2 + above)], 0), limits).Any());
        Assert.Equal(allowed, !ConditionLanguage.FindMistakes("true".PadRight(ConditionLimits.Length + above)).Any());
    }

    private static PolicyBinding Binding(string condition) => new("roles/gatehouse.viewer", [Ann.Principal], new(condition));

    private static ImmutableArray<CompiledPolicy> Chain(string condition) => [CompiledPolicy.Empty, new("projects/p", new([Binding(condition)], 1))];

    private static AccessDecision Decide(string condition, string resource) => AccessEvaluator.Decide(Ann, Permission.NotesGet, new(resource, Noon), Chain(condition));
}
