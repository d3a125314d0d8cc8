namespace Gatehouse.Attestation.Provenance;

/// <summary>A repository as provenance spells it: <c>git+https://host/path</c>, with <c>@ref</c> where a ref is meant.</summary>
internal static class RepositoryUri
{
    private const string Scheme = "git+https://";

    /// <summary>Brings the ways in which people name a repository to one.</summary>
    public static string Normalize(string repository) =>
        repository.StartsWith(Scheme, StringComparison.Ordinal) ? repository
        : repository.StartsWith("https://", StringComparison.Ordinal) ? "git+" + repository
        : Scheme + repository;

    /// <returns>An empty ref where there is none.</returns>
    public static (string Repository, string Ref) Split(string uri)
    {
        var at = uri.LastIndexOf('@');
        return at < 0 ? (uri, "") : (uri[..at], uri[(at + 1)..]);
    }
}
