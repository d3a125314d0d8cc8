using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Deployments;

/// <summary>People, groups and service accounts.</summary>
public sealed record Principals(ImmutableArray<NamePattern> Users, ImmutableArray<NamePattern> Groups, ImmutableArray<NamePattern> ServiceAccounts)
{
    /// <summary>How Kubernetes names service accounts among users; documents write <c>NAMESPACE:NAME</c>.</summary>
    private const string AccountPrefix = "system:serviceaccount:";

    public static readonly Principals None = new([], [], []);

    public bool IsEmpty => Users.IsEmpty && Groups.IsEmpty && ServiceAccounts.IsEmpty;

    public bool Include(string user, ImmutableArray<string> groups) =>
        Users.Any(u => u.Matches(user)) || groups.Any(g => Groups.Any(p => p.Matches(g)))
        || (user.StartsWith(AccountPrefix, StringComparison.Ordinal) && ServiceAccounts.Any(a => a.Matches(user[AccountPrefix.Length..])));

    /// <summary>For messages.</summary>
    public override string ToString() => string.Join(", ", Users.Select(u => $"user {u}").Concat(Groups.Select(g => $"group {g}")).Concat(ServiceAccounts.Select(a => $"service account {a}")));

    public bool Equals(Principals? other) =>
        other is not null && Users.SequenceEqual(other.Users) && Groups.SequenceEqual(other.Groups) && ServiceAccounts.SequenceEqual(other.ServiceAccounts);

    public override int GetHashCode() => HashCode.Combine(Users.Length, Groups.Length, ServiceAccounts.Length);
}
