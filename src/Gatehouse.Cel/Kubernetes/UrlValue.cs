using System.Text;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>An absolute URL or path, <c>kubernetes.URL</c>, taken apart as Go's net/url takes it (RFC 3986, leniently).</summary>
internal sealed class UrlValue : OpaqueValue
{
    public static readonly CelType UrlType = CelType.Opaque("kubernetes.URL");

    private UrlValue(string text) => Text = text;

    private string Text { get; }

    public string Scheme { get; private set; } = "";

    /// <summary>Host and port.</summary>
    public string Host { get; private set; } = "";

    /// <summary>The path as it was written, or escaped where that is not valid.</summary>
    public string EscapedPath { get; private set; } = "";

    public string RawQuery { get; private set; } = "";

    public override CelType Type => UrlType;

    public override bool EqualTo(OpaqueValue other) => ((UrlValue)other).Text == Text;

    public override string ToString() => Text;

    /// <summary>The host without brackets and port.</summary>
    public string Hostname
    {
        get
        {
            var (host, _) = SplitPort();
            return host is ['[', .., ']'] ? host[1..^1] : host;
        }
    }

    public string Port => SplitPort().Port;

    private (string Host, string Port) SplitPort()
    {
        var colon = Host.LastIndexOf(':');
        return colon >= 0 && colon > Host.LastIndexOf(']') && IsPort(Host[colon..]) ? (Host[..colon], Host[(colon + 1)..]) : (Host, "");
    }

    private static bool IsPort(string port) => port.Length == 0 || (port[0] == ':' && !port.AsSpan(1).ContainsAnyExceptInRange('0', '9'));

    public static bool TryParse(string text, out UrlValue url, out string problem)
    {
        url = new(text);
        var cause = url.Parse(text);
        problem = cause is null ? "" : $"parse {TextLibrary.Quote(text)}: {cause}";
        return cause is null;
    }

    private string? Parse(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.Contains('\x7F', StringComparison.Ordinal))
        {
            return "net/url: invalid control character in URL";
        }
        if (text.Length == 0)
        {
            return "empty url";
        }
        // Only the absolute form is a URL here; the fragment is left out of what the parts say.
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var rest = hash < 0 ? text : text[..hash];
        if (text == "*")
        {
            EscapedPath = "*";
            return null;
        }
        if (TakeScheme(ref rest) is { } problem)
        {
            return problem;
        }
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        if (question >= 0)
        {
            (rest, RawQuery) = (rest[..question], rest[(question + 1)..]);
        }
        if (!rest.StartsWith('/'))
        {
            return Scheme.Length > 0 ? null : "invalid URI for request";
        }
        if (rest.StartsWith("//", StringComparison.Ordinal) && (Scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var slash = rest.IndexOf('/', 2);
            var authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
            if (TakeAuthority(authority) is { } wrong)
            {
                return wrong;
            }
        }
        return TakePath(rest);
    }

    private string? TakeScheme(ref string rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var c = rest[i];
            if (char.IsAsciiLetter(c) || (i > 0 && (char.IsAsciiDigit(c) || c is '+' or '-' or '.')))
            {
                continue;
            }
            if (c == ':')
            {
                if (i == 0)
                {
                    return "missing protocol scheme";
                }
                (Scheme, rest) = (rest[..i].ToLowerInvariant(), rest[(i + 1)..]);
            }
            return null;
        }
        return null;
    }

    private string? TakeAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        var host = authority[(at + 1)..];
        if (at >= 0 && authority[..at].Any(c => !char.IsAsciiLetterOrDigit(c) && !"-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal)))
        {
            return "net/url: invalid userinfo";
        }
        if (host.StartsWith('['))
        {
            var close = host.LastIndexOf(']');
            if (close < 0)
            {
                return "missing ']' in host";
            }
            if (!IsPort(host[(close + 1)..]))
            {
                return $"invalid port {TextLibrary.Quote(host[(close + 1)..])} after host";
            }
        }
        else if (host.LastIndexOf(':') is >= 0 and var colon && !IsPort(host[colon..]))
        {
            return $"invalid port {TextLibrary.Quote(host[colon..])} after host";
        }
        if (ProblemOfEscapes(host) is { } problem)
        {
            return problem;
        }
        foreach (var c in host)
        {
            if (c is ' ' or '^' or '`' or '{' or '}' or '|' or '\\')
            {
                return $"invalid character {TextLibrary.Quote(c.ToString())} in host name";
            }
        }
        Host = Unescape(host);
        return null;
    }

    private string? TakePath(string path)
    {
        if (ProblemOfEscapes(path) is { } problem)
        {
            return problem;
        }
        EscapedPath = path.All(IsValidEncoded) ? path : Escape(Unescape(path));
        return null;
    }

    private static bool IsValidEncoded(char c) => char.IsAsciiLetterOrDigit(c) || "-_.~!$&'()*+,;=:@[]%/".Contains(c, StringComparison.Ordinal);

    private static string? ProblemOfEscapes(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return $"invalid URL escape {TextLibrary.Quote(text[i..Math.Min(i + 3, text.Length)])}";
            }
        }
        return null;
    }

    private static string Escape(string path)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(path))
        {
            var c = (char)octet;
            text.Append(octet < 0x80 && (char.IsAsciiLetterOrDigit(c) || "-_.~$&+,/:;=@".Contains(c, StringComparison.Ordinal)) ? c.ToString() : $"%{octet:X2}");
        }
        return text.ToString();
    }

    internal static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    /// <summary>The query's parameters, each with its values; pairs that are not well formed are dropped.</summary>
    public Value Query()
    {
        var values = new Dictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (var pair in RawQuery.Split('&'))
        {
            if (pair.Length == 0 || pair.Contains(';', StringComparison.Ordinal) || ProblemOfEscapes(pair) is not null)
            {
                continue;
            }
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = Unescape((equals < 0 ? pair : pair[..equals]).Replace('+', ' '));
            if (!values.TryGetValue(key, out var list))
            {
                values[key] = list = [];
            }
            list.Add(Value.Of(equals < 0 ? "" : Unescape(pair[(equals + 1)..].Replace('+', ' '))));
        }
        var map = new TableMapSource(values.Count);
        foreach (var (key, list) in values)
        {
            map.Set(key, Value.List([.. list]));
        }
        return Value.Map(map);
    }
}
