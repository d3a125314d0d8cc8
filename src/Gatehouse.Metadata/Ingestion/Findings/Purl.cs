namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>
/// The parts of a package URL (purl-spec) that findings need. Lenient, as reports are: text that is no purl gives null, a percent-encoded part is decoded.
/// </summary>
internal sealed record Purl(string Type, string Namespace, string Name, string Version, IReadOnlyDictionary<string, string> Qualifiers)
{
    private static readonly Dictionary<string, string> None = [];

    public static Purl? Find(string text)
    {
        if (!text.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = text[4..].TrimStart('/');
        rest = Cut(rest, '#').Head;
        (rest, var query) = Cut(rest, '?');
        (rest, var version) = CutVersion(rest);
        var segments = rest.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length < 2)
        {
            return null;
        }

        var space = string.Join('/', segments[1..^1].Select(Uri.UnescapeDataString));
        return new(segments[0].ToLowerInvariant(), space, Uri.UnescapeDataString(segments[^1]), Uri.UnescapeDataString(version), ReadQualifiers(query));
    }

    /// <summary>Type, namespace and name: the package in all its versions.</summary>
    public string WithoutVersion => $"pkg:{Type}/{(Namespace.Length == 0 ? "" : Uri.EscapeDataString(Namespace).Replace("%2F", "/", StringComparison.Ordinal) + "/")}{Uri.EscapeDataString(Name)}";

    /// <summary>The name as the ecosystem's people write it: <c>@types/node</c>, <c>org.apache.commons:commons-text</c>, <c>openssl</c>.</summary>
    public string DisplayName => (Type, Namespace.Length) switch
    {
        (_, 0) or ("deb" or "rpm" or "apk" or "alpm" or "oci", _) => Name,
        ("maven", _) => $"{Namespace}:{Name}",
        _ => $"{Namespace}/{Name}",
    };

    private static (string Head, string Tail) CutVersion(string text)
    {
        // The scope of an npm package may come with a bare @, which is no version.
        var at = text.LastIndexOf('@');
        return at > text.LastIndexOf('/') && at > 0 && text[at - 1] != '/' ? (text[..at], text[(at + 1)..]) : (text, "");
    }

    private static (string Head, string Tail) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static Dictionary<string, string> ReadQualifiers(string query)
    {
        if (query.Length == 0)
        {
            return None;
        }

        var qualifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(pair, '=');
            qualifiers[key.ToLowerInvariant()] = Uri.UnescapeDataString(value);
        }

        return qualifiers;
    }
}
