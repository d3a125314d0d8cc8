namespace Gatehouse.Artifacts.Content;

/// <summary>
/// What facts are about. Clients write one image as <c>https://host/repo@sha256:…</c>, <c>host/repo@sha256:…</c> or
/// <c>https://host/repo@sha256-…</c>; all of them compare equal through <see cref="Canonicalize"/>, while records keep what was written.
/// </summary>
public static class ResourceUri
{
    private static readonly string[] Schemes = ["https://", "http://", "docker-pullable://"];

    /// <summary>
    /// The form that is indexed and compared: no <c>http(s)://</c>, no <c>docker-pullable://</c>, <c>@sha256:</c> before the digest.
    /// Of a prefix it gives a prefix of the canonical form, unless the prefix ends inside the scheme (see <see cref="EndsInsideScheme"/>).
    /// </summary>
    public static string Canonicalize(string uri)
    {
        var canonical = CanonicalSpan(uri);
        return canonical.SequenceEqual(uri) ? uri : canonical.ToString();
    }

    /// <summary>The same without a new string, unless the digest is written with <c>@sha256-</c>.</summary>
    public static ReadOnlySpan<char> CanonicalSpan(string uri)
    {
        var start = 0;
        foreach (var scheme in Schemes)
        {
            if (uri.StartsWith(scheme, StringComparison.Ordinal))
            {
                start = scheme.Length;
                break;
            }
        }

        return uri.Contains("@sha256-", StringComparison.Ordinal) ? uri[start..].Replace("@sha256-", "@sha256:", StringComparison.Ordinal) : uri.AsSpan(start);
    }

    /// <summary>Whether a prefix such as <c>http</c> says something about the scheme only, which the canonical form does not keep.</summary>
    public static bool EndsInsideScheme(string prefix) =>
        Array.Exists(Schemes, s => prefix.Length < s.Length && s.StartsWith(prefix, StringComparison.Ordinal));
}
