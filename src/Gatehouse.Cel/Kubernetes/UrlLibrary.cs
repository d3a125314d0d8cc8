using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>URLs and their parts.</summary>
internal static class UrlLibrary
{
    private static readonly CelType Url = UrlValue.UrlType;

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("url", Global("string_to_url", [CelType.String], Url, a => UrlValue.TryParse(a[0].AsString, out var url, out var problem) ? Value.Of(url) : CelError.Create($"URL parse error during conversion from string: {problem}"))),
        Function("isURL", Global("is_url_string", [CelType.String], CelType.Bool, a => Value.Of(UrlValue.TryParse(a[0].AsString, out _, out _)))),
        Part("getScheme", "url_get_scheme", u => u.Scheme),
        Part("getHost", "url_get_host", u => u.Host),
        Part("getHostname", "url_get_hostname", u => u.Hostname),
        Part("getPort", "url_get_port", u => u.Port),
        Part("getEscapedPath", "url_get_escaped_path", u => u.EscapedPath),
        Function("getQuery", Member("url_get_query", [Url], CelType.Map(CelType.String, ListText), a => ((UrlValue)a[0].AsOpaque).Query())),
    ];

    private static FunctionDeclaration Part(string name, string id, Func<UrlValue, string> get) => Function(name, Member(id, [Url], CelType.String, a => Value.Of(get((UrlValue)a[0].AsOpaque))));
}
