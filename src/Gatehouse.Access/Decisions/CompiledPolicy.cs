using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Access.Conditions;
using Gatehouse.Access.Members;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Decisions;

/// <summary>A policy made ready for asking: a look-up per member of the caller, without allocation; conditions are asked of those only whom a binding names.</summary>
public sealed class CompiledPolicy
{
    public static readonly CompiledPolicy Empty = new("", IamPolicy.Empty);

    private readonly FrozenDictionary<string, PermissionSet> _members;
    private readonly FrozenDictionary<string, PermissionSet>.AlternateLookup<ReadOnlySpan<char>> _domains;
    private readonly ImmutableArray<CompiledBinding> _bindings;
    private readonly ImmutableArray<CompiledBinding> _conditional;

    /// <param name="resource">What the policy is attached to: a full name, empty for the server.</param>
    public CompiledPolicy(string resource, IamPolicy policy)
    {
        (Resource, Policy) = (resource, policy);
        _bindings = [.. policy.Bindings.Select(b => new CompiledBinding(b, RoleCatalog.Find(b.Role)?.Set ?? PermissionSet.Empty))];
        _conditional = [.. _bindings.Where(b => b.Binding.Condition is not null)];
        var grants = _bindings.Where(b => b.Binding.Condition is null)
            .SelectMany(b => b.Binding.Members.Select(m => (Member: m, b.Set)))
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

    /// <summary>All that the bindings give a caller for a question. Scopes of its credential are not considered.</summary>
    public PermissionSet PermissionsOf(Caller caller, in AccessQuestion question)
    {
        var set = _members.Count == 0 ? PermissionSet.Empty : AlwaysOf(caller);
        foreach (var binding in _conditional)
        {
            if (Names(binding, caller) && binding.Holds(question))
            {
                set = set.Union(binding.Set);
            }
        }

        return set;
    }

    /// <summary>The bindings by which a caller has a permission.</summary>
    public IEnumerable<Grant> GrantsOf(Caller caller, string permission, AccessQuestion question) =>
        Granting(permission).Where(b => Names(b, caller) && b.Holds(question)).SelectMany(b => GrantsOf(b).Where(g => Matches(caller, g.Member)));

    /// <summary>The bindings by which a caller would have a permission if their condition held.</summary>
    public IEnumerable<UnmetGrant> UnmetOf(Caller caller, string permission, AccessQuestion question) =>
        from binding in Granting(permission)
        where Names(binding, caller)
        let obstacle = binding.FindObstacle(question)
        where obstacle is not null
        from grant in GrantsOf(binding)
        where Matches(caller, grant.Member)
        select new UnmetGrant(grant, obstacle);

    /// <summary>Everybody who has a permission by this policy for a question.</summary>
    public IEnumerable<Grant> HoldersOf(string permission, AccessQuestion question) => Granting(permission).Where(b => b.Holds(question)).SelectMany(GrantsOf);

    private PermissionSet AlwaysOf(Caller caller)
    {
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

    private IEnumerable<CompiledBinding> Granting(string permission) => _bindings.Where(b => b.Set.Contains(permission));

    private IEnumerable<Grant> GrantsOf(CompiledBinding binding) => binding.Binding.Members.Select(m => new Grant(Resource, binding.Binding.Role, m, binding.Binding.Condition));

    private static bool Names(CompiledBinding binding, Caller caller) => binding.Binding.Members.Any(m => Matches(caller, m));

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
