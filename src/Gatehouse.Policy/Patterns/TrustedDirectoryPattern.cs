using System.Text.RegularExpressions;

namespace Gatehouse.Policy.Patterns;

/// <summary>
/// <c>trustedDirPatterns[]</c> of a Binary Authorization platform policy, compared with the directory of an image: its reference without tag, digest and last path element. The registry has
/// at least two words; one <c>*</c> may vary its first sub-domain (<c>*.gcr.io</c>, <c>*-docker.pkg.dev</c>); <c>*</c> or <c>**</c> may end the path.
/// </summary>
public sealed partial record TrustedDirectoryPattern : IImagePattern
{
    private readonly string _text;
    private readonly string _registry;
    private readonly TrailingWildcard _path;

    private TrustedDirectoryPattern(string text, string registry, string path) => (_text, _registry, _path) = (text, registry, TrailingWildcard.Split(path));

    public static bool TryParse(string? text, out TrustedDirectoryPattern pattern, out string error)
    {
        var (registry, path) = Split(text ?? "");
        pattern = new(text ?? "", registry, path);
        error = Explain(registry, path, pattern._path);
        return error.Length == 0;
    }

    public bool Matches(string image)
    {
        var (registry, path) = Split(DirectoryOf(image));
        return MatchesRegistry(registry) && _path.Matches(path);
    }

    public override string ToString() => _text;

    /// <summary>The reference as written, without digest, tag and what follows the last slash; empty when there is none.</summary>
    internal static string DirectoryOf(string image)
    {
        var name = image.IndexOf('@') is var at and >= 0 ? image.AsSpan(0, at) : image;
        return name.LastIndexOf('/') is var slash and > 0 ? name[..slash].ToString() : "";
    }

    private bool MatchesRegistry(string registry)
    {
        if (!_registry.StartsWith('*'))
        {
            return registry == _registry;
        }

        var suffix = _registry.AsSpan(1);
        return registry.Length > suffix.Length && registry.AsSpan().EndsWith(suffix, StringComparison.Ordinal) && SubDomain.IsMatch(registry.AsSpan(0, registry.Length - suffix.Length));
    }

    private static (string Registry, string Path) Split(string text) =>
        text.IndexOf('/') is var slash and >= 0 ? (text[..slash], text[(slash + 1)..]) : (text, "");

    private static string Explain(string registry, string path, TrailingWildcard wildcard)
    {
        if (registry.StartsWith('*') && !VariableRegistry.IsMatch(registry))
        {
            return "* in front varies a sub-domain only, as in *.gcr.io or *-docker.pkg.dev";
        }

        if (!registry.StartsWith('*') && !Registry.IsMatch(registry))
        {
            return $"\"{registry}\" is no whole registry: at least two words with a dot between them, and * in it only in front";
        }

        if (!wildcard.IsWellFormed)
        {
            return "a path has * or ** at its end only";
        }

        return path.AsSpan().ContainsAny('@', ':') ? "a directory has neither tag nor digest" : "";
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::[0-9]{1,5})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Registry { get; }

    [GeneratedRegex(@"^\*[.-][a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::[0-9]{1,5})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex VariableRegistry { get; }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex SubDomain { get; }
}
