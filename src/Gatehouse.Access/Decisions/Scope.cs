using System.Collections.Immutable;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Decisions;

/// <summary>
/// What a credential is limited to. An entry is a permission, a family of them (<c>containeranalysis.occurrences.*</c>), a role (its permissions) or a resource
/// (itself and all below). With entries of permissions only those count, with entries of resources only there; a scope takes away and never gives.
/// </summary>
public static class Scope
{
    public static bool Permits(ImmutableArray<string> scopes, string permission, string resource)
    {
        if (scopes.IsDefaultOrEmpty)
        {
            return true;
        }

        var (limitsPermission, permits, limitsResource, holds) = (false, false, false, false);
        foreach (var scope in scopes)
        {
            if (IsResource(scope))
            {
                limitsResource = true;
                holds |= ResourceChain.Holds(scope, resource);
            }
            else
            {
                limitsPermission = true;
                permits |= Covers(scope, permission);
            }
        }

        return (permits || !limitsPermission) && (holds || !limitsResource);
    }

    /// <returns>What is wrong with an entry; null when nothing is.</returns>
    public static string? FindMistake(string scope)
    {
        if (IsResource(scope))
        {
            return scope.EndsWith('/') || scope.Length <= "projects/".Length ? $"\"{scope}\" does not name a resource, as projects/shop does" : null;
        }

        if (scope.StartsWith("roles/", StringComparison.Ordinal))
        {
            return RoleCatalog.Find(scope) is null ? RoleCatalog.Unknown(scope) : null;
        }

        return PermissionCatalog.All.Any(p => Covers(scope, p)) ? null : PermissionCatalog.Unknown(scope);
    }

    private static bool IsResource(string scope) => scope.StartsWith("projects/", StringComparison.Ordinal);

    private static bool Covers(string scope, string permission) => scope switch
    {
        _ when scope == permission => true,
        [.., '.', '*'] => permission.AsSpan().StartsWith(scope.AsSpan(0, scope.Length - 1), StringComparison.Ordinal),
        _ => RoleCatalog.Find(scope)?.Set.Contains(permission) == true,
    };
}
