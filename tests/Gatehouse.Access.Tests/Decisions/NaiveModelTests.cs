using System.Collections.Immutable;
using CsCheck;
using Gatehouse.Access.Conditions;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Tests.Decisions;

/// <summary>For any policies and callers, what is decided is what the plain reading of the documentation says.</summary>
public sealed class NaiveModelTests
{
    private static readonly string[] Resources =
    [
        "", "projects/p", "projects/p2", "projects/p/notes/n", "projects/p/notes/n2", "projects/p/occurrences/o", "projects/p/locations/eu/notes/n", "projects/p2/notes/n", "projects/p2/occurrences/o",
    ];

    private static readonly string[] Principals =
    [
        "user:ann@example.com", "user:bob@EXAMPLE.com", "user:eve@notexample.com", "user:example.com", "user:ann@evil@example.com", "serviceAccount:ci", "serviceAccount:ci@example.com",
        "principal://github/acme/shop:refs/heads/main", "principal://github/acme/shop", Caller.Anonymous,
    ];

    private static readonly string[] Groups = ["group:release", "group:audit", "principalSet://github/acme/shop", "principalSet://github/acme"];

    private static readonly string[] Members = [.. Principals, .. Groups, "domain:example.com", "domain:Example.COM", "domain:com", "allAuthenticatedUsers"];

    private static readonly string[] Scopes =
    [
        .. PermissionCatalog.All, .. RoleCatalog.All.Select(r => r.Name), "projects/p", "projects/p2", "projects/p/notes/n", "projects/p/notes", "containeranalysis.*", "containeranalysis.notes.*", "gatehouse.projects.*",
    ];

    private static readonly Gen<PolicyBinding> Binding =
        from role in OneOf([.. RoleCatalog.All.Select(r => r.Name), "roles/of.another.version"])
        from members in OneOf(Members).Array[1, 3]
        from condition in Gen.Frequency((3, Gen.Const((PolicyCondition?)null)), (1, OneOf([.. NaiveModel.Conditions.Keys]).Select(c => (PolicyCondition?)new(c))))
        select new PolicyBinding(role, [.. members], condition);

    private static readonly Gen<Dictionary<string, IamPolicy>> Policies =
        from placed in Gen.Select(OneOf(Resources), Binding.Array[0, 3]).Array[0, 5]
        select placed.GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => new IamPolicy([.. g.SelectMany(p => p.Item2)], 1));

    private static readonly Gen<Caller> Callers =
        from principal in OneOf(Principals)
        from groups in OneOf(Groups).Array[0, 2]
        from scopes in Gen.Frequency((3, Gen.Const(Array.Empty<string>())), (2, OneOf(Scopes).Array[1, 3]))
        select new Caller(principal, principal == Caller.Anonymous ? [] : [.. groups], "", [.. scopes]);

    private static readonly Gen<(Dictionary<string, IamPolicy>, Caller, string, string)> Questions =
        Gen.Select(Policies, Callers, OneOf([.. PermissionCatalog.All]), OneOf(Resources));

    [Fact]
    public void Decision_and_hot_path_equal_the_naive_model() => Questions.Sample(
        (policies, caller, permission, resource) =>
        {
            var expected = NaiveModel.Allows(caller, permission, resource, policies);
            var chain = ChainOf(resource, policies);
            return AccessEvaluator.Decide(caller, permission, At(resource), chain).IsGranted == expected
                && AccessEvaluator.PermissionsOf(caller, At(resource), chain).Contains(permission) == expected;
        },
        iter: 100_000);

    [Fact]
    public void The_chain_of_a_resource_is_what_holds_it() => Questions.Sample(
        (policies, _, _, resource) => ResourceChain.Of(resource).Where(policies.ContainsKey).Order().SequenceEqual(policies.Keys.Where(k => NaiveModel.Holds(k, resource)).Order()),
        iter: 10_000);

    [Fact]
    public void A_refusal_names_roles_that_would_do_and_grantors_that_could() => Questions.Sample(
        (policies, caller, permission, resource) =>
        {
            if (AccessEvaluator.Decide(caller with { Scopes = [] }, permission, At(resource), ChainOf(resource, policies)) is not AccessDecision.Missing missing)
            {
                return true;
            }

            var grantors = missing.Grantors.Select(g => g.Member).Where(m => Principals.Contains(m)).Select(m => new Caller(m, [], "", []));
            return missing.Roles.All(role => NaiveModel.Allows(caller with { Scopes = [] }, permission, resource, With(policies, resource, role, caller.Principal)))
                && missing.Roles.Length > 0
                && grantors.All(g => NaiveModel.Allows(g, PolicyPermissions.SetFor(resource), resource, policies));
        },
        iter: 20_000);

    [Fact]
    public void A_grant_and_its_revocation_leave_the_decision_as_it_was() => Questions.Sample(
        (policies, caller, permission, resource) =>
        {
            const string role = RoleCatalog.Admin;
            var before = policies.GetValueOrDefault(resource, IamPolicy.Empty);
            if (before.Bindings.Any(b => b.Role == role && b.Members.Contains(caller.Principal)))
            {
                return true;
            }

            var after = before.Grant(role, caller.Principal).Revoke(role, caller.Principal);
            var changed = new Dictionary<string, IamPolicy>(policies) { [resource] = after };
            return NaiveModel.Allows(caller, permission, resource, changed) == NaiveModel.Allows(caller, permission, resource, policies);
        },
        iter: 20_000);

    [Fact]
    public void A_scope_never_gives() => Questions.Sample(
        (policies, caller, permission, resource) =>
            !AccessEvaluator.Decide(caller, permission, At(resource), ChainOf(resource, policies)).IsGranted
            || AccessEvaluator.Decide(caller with { Scopes = [] }, permission, At(resource), ChainOf(resource, policies)).IsGranted,
        iter: 20_000);

    private static AccessQuestion At(string resource) => new(resource, DateTimeOffset.UnixEpoch);

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ImmutableArray<CompiledPolicy> ChainOf(string resource, Dictionary<string, IamPolicy> policies) =>
        [.. ResourceChain.Of(resource).Select(r => policies.TryGetValue(r, out var policy) ? new CompiledPolicy(r, policy) : CompiledPolicy.Empty)];

    private static Dictionary<string, IamPolicy> With(Dictionary<string, IamPolicy> policies, string resource, string role, string member) =>
        new(policies) { [resource] = policies.GetValueOrDefault(resource, IamPolicy.Empty).Grant(role, member) };
}
