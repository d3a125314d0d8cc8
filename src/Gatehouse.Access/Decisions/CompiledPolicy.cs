using System.Collections.Frozen;
using Gatehouse.Access.Members;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Decisions;

/// <summary>A policy made ready for asking: a look-up per member of the caller, without allocation.</summary>
public sealed class CompiledPolicy
{
    public static readonly CompiledPolicy Empty = new("", IamPolicy.Empty);

    private readonly FrozenDictionary<string, PermissionSet> _members;
    private readonly FrozenDictionary<string, PermissionSet>.AlternateLookup<ReadOnlySpan<char>> _domains;

    /// <param name="resource">What the policy is attached to: a full name, empty for the server.</param>
    public CompiledPolicy(string resource, IamPolicy policy)
    {
        (Resource, Policy) = (resource, policy);
        var grants = policy.Bindings
            .SelectMany(b => b.Members.Select(m => (Member: m, Set: RoleCatalog.Find(b.Role)?.Set ?? PermissionSet.Empty)))
            .GroupBy(g => g.Member)
            .Select(g => (Member: g.Key, Set: g.Aggregate(PermissionSet.Empty, (all, one) => all.Union(one.Set))))
            .ToList();
        _members = grants.ToFrozenDictionary(g => g.Member, g => g.Set);
        _domains = grants.Where(g => g.Member.StartsWith(Member.DomainPrefix, StringComparison.Ordinal))
            .GroupBy(g => g.Member[Member.DomainPrefix.Length..], StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(g => g.Key, g => g.Aggregate(PermissionSet.Empty, (all, one) => all.Union(one.Set)), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Resource { get; }

    public IamPolicy Policy { get; }

    /// <summary>All that the bindings give a caller. Scopes of its credential are not considered.</summary>
    public PermissionSet PermissionsOf(Caller caller)
    {
        if (_members.Count == 0)
        {
            return PermissionSet.Empty;
        }

        var set = Of(Member.AllUsers);
        if (caller.IsAnonymous)
        {
            return set;
        }

        set = set.Union(Of(Member.AllAuthenticatedUsers)).Union(Of(caller.Principal));
        foreach (var group in caller.Groups)
        {
            set = set.Union(Of(group));
        }

        var domain = Member.DomainOf(caller.Principal);
        return !domain.IsEmpty && _domains.TryGetValue(domain, out var ofDomain) ? set.Union(ofDomain) : set;
    }

    /// <summary>The bindings by which a caller has a permission.</summary>
    public IEnumerable<Grant> GrantsOf(Caller caller, string permission) =>
        from binding in Policy.Bindings
        where RoleCatalog.Find(binding.Role)?.Set.Contains(permission) == true
        from member in binding.Members
        where Matches(caller, member)
        select new Grant(Resource, binding.Role, member);

    /// <summary>Everybody who has a permission by this policy.</summary>
    public IEnumerable<Grant> HoldersOf(string permission) =>
        from binding in Policy.Bindings
        where RoleCatalog.Find(binding.Role)?.Set.Contains(permission) == true
        from member in binding.Members
        select new Grant(Resource, binding.Role, member);

    private static bool Matches(Caller caller, string member) => member switch
    {
        Member.AllUsers => true,
        _ when caller.IsAnonymous => false,
        Member.AllAuthenticatedUsers => true,
        _ when member == caller.Principal || caller.Groups.Contains(member) => true,
        _ => member.StartsWith(Member.DomainPrefix, StringComparison.Ordinal)
            && Member.DomainOf(caller.Principal).Equals(member.AsSpan(Member.DomainPrefix.Length), StringComparison.OrdinalIgnoreCase),
    };

    private PermissionSet Of(string member) => _members.GetValueOrDefault(member);
}
