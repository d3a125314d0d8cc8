using System.Collections.Immutable;
using Gatehouse.Access.Conditions;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Decisions;

/// <summary>Decides from policies. Pure; denies unless a binding grants.</summary>
public static class AccessEvaluator
{
    /// <param name="chain">The policies of the resource and of what holds it, in any order.</param>
    public static AccessDecision Decide(Caller caller, string permission, AccessQuestion question, ImmutableArray<CompiledPolicy> chain)
    {
        var grants = chain.SelectMany(p => p.GrantsOf(caller, permission, question)).ToImmutableArray();
        if (grants.IsEmpty)
        {
            return Miss(caller, permission, question, chain);
        }

        return Scope.Permits(caller.Scopes, permission, question.Resource)
            ? new AccessDecision.Granted(grants)
            : new AccessDecision.OutOfScope(permission, question.Resource, caller.Scopes);
    }

    /// <summary>Everybody who has a permission on a resource, by each binding that gives it.</summary>
    public static IEnumerable<Grant> HoldersOf(string permission, AccessQuestion question, ImmutableArray<CompiledPolicy> chain) =>
        chain.SelectMany(p => p.HoldersOf(permission, question));

    /// <summary>All that a caller may do on a resource, within the scopes of its credential.</summary>
    public static PermissionSet PermissionsOf(Caller caller, AccessQuestion question, ImmutableArray<CompiledPolicy> chain)
    {
        var set = chain.Aggregate(PermissionSet.Empty, (all, policy) => all.Union(policy.PermissionsOf(caller, question)));
        return caller.Scopes.IsDefaultOrEmpty || set.IsEmpty
            ? set
            : PermissionSet.Of(PermissionCatalog.All.Where(p => set.Contains(p) && Scope.Permits(caller.Scopes, p, question.Resource)));
    }

    private static AccessDecision.Missing Miss(Caller caller, string permission, AccessQuestion question, ImmutableArray<CompiledPolicy> chain)
    {
        var roles = RoleCatalog.Granting(permission).Select(r => r.Name).ToImmutableArray();
        var grantors = HoldersOf(PolicyPermissions.SetFor(question.Resource), question, chain);
        return new(permission, question.Resource, roles, [.. grantors], [.. chain.SelectMany(p => p.UnmetOf(caller, permission, question))]);
    }
}
