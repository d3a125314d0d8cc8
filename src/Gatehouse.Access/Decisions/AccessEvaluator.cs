using System.Collections.Immutable;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Decisions;

/// <summary>Decides from policies. Pure; denies unless a binding grants.</summary>
public static class AccessEvaluator
{
    /// <param name="chain">The policies of the resource and of what holds it, in any order.</param>
    public static AccessDecision Decide(Caller caller, string permission, string resource, ImmutableArray<CompiledPolicy> chain)
    {
        var grants = chain.SelectMany(p => p.GrantsOf(caller, permission)).ToImmutableArray();
        if (grants.IsEmpty)
        {
            var roles = RoleCatalog.Granting(permission).Select(r => r.Name).ToImmutableArray();
            return new AccessDecision.Missing(permission, resource, roles, [.. HoldersOf(PolicyPermissions.SetFor(resource), chain)]);
        }

        return Scope.Permits(caller.Scopes, permission, resource) ? new AccessDecision.Granted(grants) : new AccessDecision.OutOfScope(permission, resource, caller.Scopes);
    }

    /// <summary>Everybody who has a permission on a resource, by each binding that gives it.</summary>
    public static IEnumerable<Grant> HoldersOf(string permission, ImmutableArray<CompiledPolicy> chain) => chain.SelectMany(p => p.HoldersOf(permission));

    /// <summary>All that a caller may do on a resource, within the scopes of its credential.</summary>
    public static PermissionSet PermissionsOf(Caller caller, string resource, ImmutableArray<CompiledPolicy> chain)
    {
        var set = chain.Aggregate(PermissionSet.Empty, (all, policy) => all.Union(policy.PermissionsOf(caller)));
        return caller.Scopes.IsDefaultOrEmpty || set.IsEmpty
            ? set
            : PermissionSet.Of(PermissionCatalog.All.Where(p => set.Contains(p) && Scope.Permits(caller.Scopes, p, resource)));
    }
}
