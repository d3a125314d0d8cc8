using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>What a registry wants to see first (RFC 9110 section 11.6.1, and docker's token specification for <c>Bearer</c>).</summary>
internal sealed record AuthenticationChallenge(string Scheme, FrozenDictionary<string, string> Parameters)
{
    private const int LongestChallenge = 4_096;

    public string this[string parameter] => Parameters.GetValueOrDefault(parameter, "");

    /// <returns>The bearer challenge where there is one, else the basic one, else null.</returns>
    public static AuthenticationChallenge? Find(HttpHeaderValueCollection<AuthenticationHeaderValue> headers)
    {
        var all = headers.Select(h => new AuthenticationChallenge(h.Scheme, Parse(h.Parameter ?? ""))).ToArray();
        return all.FirstOrDefault(c => c.Is("Bearer")) ?? all.FirstOrDefault(c => c.Is("Basic"));
    }

    public bool Is(string scheme) => string.Equals(Scheme, scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>name="value", name=token</c>; what is not of that form ends the reading.</summary>
    internal static FrozenDictionary<string, string> Parse(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = text.Length > LongestChallenge ? "" : text.AsSpan().Trim();
        while (rest.IndexOf('=') is var equals and > 0)
        {
            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            var value = rest.StartsWith("\"", StringComparison.Ordinal) ? TakeQuoted(ref rest) : TakeToken(ref rest);
            found.TryAdd(name, value);
            rest = rest.TrimStart().TrimStart(',').TrimStart();
        }

        return found.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static string TakeToken(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(',', ' ') is var found and >= 0 ? found : rest.Length;
        var value = rest[..end].ToString();
        rest = rest[end..];
        return value;
    }

    private static string TakeQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new System.Text.StringBuilder();
        var i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
            }

            value.Append(rest[i]);
        }

        rest = rest[Math.Min(i + 1, rest.Length)..];
        return value.ToString();
    }
}
