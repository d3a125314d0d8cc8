using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Access.Conditions;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Policies;

namespace Gatehouse.Access.Tests.Decisions;

/// <summary>The table of testdata/decisions.json: name, principal, permission, resource, whether it is granted.</summary>
public sealed class DecisionTests
{
    private static readonly JsonElement Table = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testdata", "decisions.json"))).RootElement;

    public static TheoryData<string> Names => new(Table.GetProperty("cases").EnumerateArray().Select(c => c[0].GetString()!));

    [Theory, MemberData(nameof(Names))]
    public void Decision_and_hot_path_agree_with_the_table(string name)
    {
        var row = Table.GetProperty("cases").EnumerateArray().Single(c => c[0].GetString() == name);
        var (principal, permission, resource, granted) = (row[1].GetString()!, row[2].GetString()!, row[3].GetString()!, row[4].GetBoolean());
        var caller = new Caller(principal, [], "", []);
        var chain = ResourceChain.Of(resource).Select(PolicyOf).ToImmutableArray();
        var question = new AccessQuestion(resource, DateTimeOffset.UnixEpoch);
        var decision = AccessEvaluator.Decide(caller, permission, question, chain);
        Assert.Equal(granted, decision.IsGranted);
        Assert.Equal(granted, AccessEvaluator.PermissionsOf(caller, question, chain).Contains(permission));
        Assert.True(decision is AccessDecision.Granted { By.IsEmpty: false } or AccessDecision.Missing { Roles.IsEmpty: false });
    }

    [Fact]
    public void Every_permission_has_a_place_in_the_catalog() =>
        Assert.Equal(typeof(Permission).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(), PermissionCatalog.All.Order());

    [Theory]
    [InlineData("containeranalysis.notes.get", "projects/p/notes/n", true)]
    [InlineData("containeranalysis.notes.get", "projects/p2/notes/n", false)]
    [InlineData("containeranalysis.notes.delete", "projects/p/notes/n", false)]
    [InlineData("containeranalysis.notes.get", "", false)]
    public void Scope_limits_permissions_and_resources(string permission, string resource, bool permitted) =>
        Assert.Equal(permitted, Scope.Permits(["roles/containeranalysis.notes.viewer", "projects/p"], permission, resource));

    private static CompiledPolicy PolicyOf(string resource) => Table.GetProperty("policies").TryGetProperty(resource, out var bindings)
        ? new(resource, new([.. bindings.EnumerateArray().Select(b => new PolicyBinding(b[0].GetString()!, [b[1].GetString()!]))], 1))
        : CompiledPolicy.Empty;
}
