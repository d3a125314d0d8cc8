using System.Collections.Immutable;
using Gatehouse.Access;
using Gatehouse.Access.Members;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>
/// Who the claims of a verified token name. A reference, path or name inside a principal is what the issuer says; nothing in it can be chosen to look like
/// another principal, because the parts that others choose come after a <c>:</c> that no path can hold.
/// </summary>
internal static class ClaimMapping
{
    /// <exception cref="ClaimMistakeException">A claim is missing, or names somebody who is not let in.</exception>
    public static Caller ToCaller(IssuerOptions issuer, IReadOnlyDictionary<string, object> claims)
    {
        var (principal, groups) = issuer.Kind switch
        {
            IssuerKind.GitHub => FromGitHub(issuer, claims),
            IssuerKind.GitLab => FromGitLab(issuer, claims),
            IssuerKind.Kubernetes => FromKubernetes(issuer, claims),
            _ => FromGeneric(issuer, claims),
        };
        return Member.FindMistake(principal) is { } mistake
            ? throw new ClaimMistakeException(mistake)
            : new(principal, [.. groups.Where(g => Member.FindMistake(g) is null).Distinct()], "", []);
    }

    private static (string, IEnumerable<string>) FromGitHub(IssuerOptions issuer, IReadOnlyDictionary<string, object> claims)
    {
        var repository = Path(claims, "repository");
        RequireOwner(issuer, repository);
        var name = $"//{issuer.Name}/{repository}";
        var groups = new List<string> { $"principalSet:{name}", $"principalSet://{issuer.Name}/{repository.Split('/')[0]}" };
        AddIfPresent(groups, claims, "environment", $"principalSet:{name}:environment:");
        AddIfPresent(groups, claims, "workflow_ref", $"principalSet:{name}:workflow:");
        AddIfPresent(groups, claims, "job_workflow_ref", $"principalSet://{issuer.Name}:workflow:");
        return ($"principal:{name}:{Text(claims, "ref")}", groups);
    }

    private static (string, IEnumerable<string>) FromGitLab(IssuerOptions issuer, IReadOnlyDictionary<string, object> claims)
    {
        var project = Path(claims, "project_path");
        RequireOwner(issuer, project);
        var name = $"//{issuer.Name}/{project}";
        var groups = new List<string> { $"principalSet:{name}" };
        for (var slash = project.LastIndexOf('/'); slash > 0; slash = project.LastIndexOf('/', slash - 1))
        {
            groups.Add($"principalSet://{issuer.Name}/{project[..slash]}");
        }

        if (Find(claims, "ref_protected") == "true")
        {
            groups.Add($"principalSet:{name}:protected");
        }

        AddIfPresent(groups, claims, "environment", $"principalSet:{name}:environment:");
        var prefix = Text(claims, "ref_type") switch
        {
            "branch" => "refs/heads/",
            "tag" => "refs/tags/",
            var other => throw new ClaimMistakeException($"claim ref_type is \"{other}\", neither branch nor tag"),
        };
        return ($"principal:{name}:{prefix}{Text(claims, "ref")}", groups);
    }

    private static (string, IEnumerable<string>) FromKubernetes(IssuerOptions issuer, IReadOnlyDictionary<string, object> claims)
    {
        var subject = Text(claims, "sub");
        return subject.Split(':') is ["system", "serviceaccount", { Length: > 0 } space, { Length: > 0 } account]
            ? ($"principal://{issuer.Name}/{space}/{account}", [$"principalSet://{issuer.Name}", $"principalSet://{issuer.Name}/{space}"])
            : throw new ClaimMistakeException($"claim sub is \"{subject}\", not system:serviceaccount:NAMESPACE:NAME");
    }

    private static (string, IEnumerable<string>) FromGeneric(IssuerOptions issuer, IReadOnlyDictionary<string, object> claims)
    {
        var groups = issuer.GroupsClaim.Length == 0 ? [] : Texts(claims, issuer.GroupsClaim).Select(g => $"group:{g}");
        if (issuer.PrincipalClaim != "email")
        {
            return ($"principal://{issuer.Name}/{Text(claims, issuer.PrincipalClaim)}", groups);
        }

        var email = Text(claims, "email").ToLowerInvariant();
        if (Find(claims, "email_verified") != "true")
        {
            throw new ClaimMistakeException($"the address {email} is not verified");
        }

        return issuer.Domains.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase)
            ? ($"user:{email}", groups)
            : throw new ClaimMistakeException($"the address {email} is of none of the domains that {issuer.Name} may speak for");
    }

    private static void RequireOwner(IssuerOptions issuer, string path)
    {
        if (!issuer.Owners.Contains(path.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            throw new ClaimMistakeException($"\"{path}\" belongs to none of the owners that {issuer.Name} lets in");
        }
    }

    private static void AddIfPresent(List<string> groups, IReadOnlyDictionary<string, object> claims, string claim, string prefix)
    {
        if (Find(claims, claim) is { Length: > 0 } value)
        {
            groups.Add(prefix + value);
        }
    }

    private static string Path(IReadOnlyDictionary<string, object> claims, string claim)
    {
        var path = Text(claims, claim);
        return path.Contains('/', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal) && path.Split('/').All(p => p.Length > 0)
            ? path
            : throw new ClaimMistakeException($"claim {claim} is \"{path}\", not OWNER/NAME");
    }

    private static string Text(IReadOnlyDictionary<string, object> claims, string claim) =>
        Find(claims, claim) is { Length: > 0 } text ? text : throw new ClaimMistakeException($"claim {claim} is missing");

    private static string? Find(IReadOnlyDictionary<string, object> claims, string claim) => claims.GetValueOrDefault(claim) switch
    {
        string text => text,
        bool value => value ? "true" : "false",
        _ => null,
    };

    private static ImmutableArray<string> Texts(IReadOnlyDictionary<string, object> claims, string claim) => claims.GetValueOrDefault(claim) switch
    {
        string text => [text],
        IEnumerable<object> list => [.. list.OfType<string>()],
        _ => [],
    };
}
