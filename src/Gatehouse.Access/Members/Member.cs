using Gatehouse.Artifacts.Spelling;

namespace Gatehouse.Access.Members;

/// <summary>The grammar of IAM members: who a binding may name.</summary>
public static class Member
{
    /// <summary>Everybody, proven or not.</summary>
    public const string AllUsers = "allUsers";

    /// <summary>Everybody who has proven an identity to this server, of whatever issuer.</summary>
    public const string AllAuthenticatedUsers = "allAuthenticatedUsers";

    public const string DomainPrefix = "domain:";

    /// <summary>Most characters of a member.</summary>
    public const int MaximumLength = 1_024;

    private static readonly string[] Prefixes = ["user", "group", "serviceAccount", "domain", "principal", "principalSet"];
    private static readonly string[] IdentityPrefixes = ["user", "serviceAccount", "principal"];
    private static readonly string[] GroupPrefixes = ["group", "principalSet"];

    /// <returns>What is wrong with a member of a binding; null when nothing is.</returns>
    public static string? FindMistake(string member)
    {
        if (member is AllUsers or AllAuthenticatedUsers)
        {
            return null;
        }

        var colon = member.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            var names = Prefixes.Select(p => p + ":").Append(AllUsers).Append(AllAuthenticatedUsers);
            return $"\"{member}\" is not a member{NearestName.Hint(member, names)}; say who it is: user:ann@example.com, group:release, serviceAccount:ci, domain:example.com, principal:…, principalSet:…, {AllUsers} or {AllAuthenticatedUsers}";
        }

        return Array.IndexOf(Prefixes, member[..colon]) < 0
            ? $"\"{member}\" starts with \"{member[..colon]}:\", which is not a kind of member{NearestName.Hint(member[..colon], Prefixes)}"
            : FindMistakeInValue(member, member.AsSpan(colon + 1));
    }

    /// <summary>Whether a credential may prove this identity: one user, service account or workload, not a set of them.</summary>
    public static bool IsIdentity(string member) => HasPrefix(member, IdentityPrefixes);

    /// <summary>Whether a credential may carry this as a group.</summary>
    public static bool IsGroup(string member) => HasPrefix(member, GroupPrefixes);

    /// <summary>The domain of <c>user:NAME@DOMAIN</c>; empty for others. Only users are of a domain: the names of workloads are chosen by others.</summary>
    public static ReadOnlySpan<char> DomainOf(string principal) =>
        principal.StartsWith("user:", StringComparison.Ordinal) && principal.LastIndexOf('@') is var at and > 0 ? principal.AsSpan(at + 1) : default;

    private static bool HasPrefix(string member, string[] prefixes) =>
        member.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && Array.IndexOf(prefixes, member[..colon]) >= 0 && FindMistake(member) is null;

    private static string? FindMistakeInValue(string member, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return $"\"{member}\" names nobody after the colon";
        }

        if (member.Length > MaximumLength)
        {
            return $"a member has {member.Length} characters; at most {MaximumLength} are allowed";
        }

        foreach (var c in value)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c))
            {
                return $"\"{member}\" has a space, control character or character outside the basic plane";
            }
        }

        return member.StartsWith(DomainPrefix, StringComparison.Ordinal) && value.IndexOfAny('@', '/', ':') >= 0 ? $"\"{member}\" does not name a domain, as domain:example.com does" : null;
    }
}
