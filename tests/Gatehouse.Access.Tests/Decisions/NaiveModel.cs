using System.Collections.Immutable;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Tests.Decisions;

/// <summary>
/// What docs/access-control.md says, word for word and with no thought of speed: a caller may do something when a binding on the resource or on what holds it names
/// the caller, has the permission and holds, and no scope of its credential is against it.
/// </summary>
internal static class NaiveModel
{
    /// <summary>Conditions and what they mean.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string, bool>> Conditions = new Dictionary<string, Func<string, bool>>
    {
        ["false"] = _ => false,
        ["1 / 0 == 1 || resource.name == ''"] = r => r.Length == 0,
        ["resource.name.startsWith('projects/p/')"] = r => r.StartsWith("projects/p/", StringComparison.Ordinal),
        ["resource.type.endsWith('/Note') || request.time > timestamp('1970-01-01T00:00:00Z')"] = r => r.Contains("/notes/", StringComparison.Ordinal),
    };

    public static bool Allows(Caller caller, string permission, string resource, IReadOnlyDictionary<string, IamPolicy> policies) =>
        policies.Where(p => Holds(p.Key, resource)).SelectMany(p => p.Value.Bindings).Any(b => RoleHas(b.Role, permission) && (b.Condition is null || Conditions[b.Condition.Expression](resource)) && b.Members.Any(m => Names(m, caller)))
        && ScopesPermit(caller.Scopes, permission, resource);

    public static bool Holds(string holder, string resource)
    {
        if (holder.Length == 0)
        {
            return true;
        }

        var (above, below) = (holder.Split('/'), resource.Split('/'));
        return above.Length <= below.Length && above.Zip(below).All(p => p.First == p.Second);
    }

    private static bool RoleHas(string role, string permission) => RoleCatalog.All.Any(r => r.Name == role && r.Permissions.Contains(permission));

    private static bool Names(string member, Caller caller)
    {
        if (member == "allUsers")
        {
            return true;
        }

        if (caller.Principal == "allUsers")
        {
            return false;
        }

        if (member == "allAuthenticatedUsers")
        {
            return true;
        }

        return member.StartsWith("domain:", StringComparison.Ordinal)
            ? caller.Principal.StartsWith("user:", StringComparison.Ordinal) && caller.Principal.Contains('@', StringComparison.Ordinal)
                && string.Equals(caller.Principal.Split('@')[^1], member["domain:".Length..], StringComparison.OrdinalIgnoreCase)
            : new[] { caller.Principal }.Concat(caller.Groups).Any(m => m == member);
    }

    private static bool ScopesPermit(ImmutableArray<string> scopes, string permission, string resource)
    {
        var places = scopes.Where(s => s.StartsWith("projects/", StringComparison.Ordinal)).ToList();
        var deeds = scopes.Except(places).ToList();
        return (places.Count == 0 || places.Any(p => Holds(p, resource)))
            && (deeds.Count == 0 || deeds.Any(d => d == permission || RoleHas(d, permission) || (d.EndsWith(".*", StringComparison.Ordinal) && permission.StartsWith(d[..^1], StringComparison.Ordinal))));
    }
}
