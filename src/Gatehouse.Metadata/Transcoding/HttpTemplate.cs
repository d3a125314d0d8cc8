using System.Text;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>
/// A path of <c>google.api.http</c>, for example <c>/v1/{name=projects/*/notes/*}:setIamPolicy</c>, as an ASP.NET Core route pattern and the
/// recipe to put its variables together again. Only <c>*</c> is supported inside variables.
/// </summary>
internal sealed class HttpTemplate
{
    private readonly List<(string Field, string[] Segments)> _variables = [];

    private HttpTemplate(string pattern) => Pattern = pattern;

    /// <summary>The route pattern: <c>/v1/projects/{v0}/notes/{v1}:setIamPolicy</c>.</summary>
    public string Pattern { get; private set; }

    /// <summary>Paths of the fields that the route fills, in snake_case.</summary>
    public IEnumerable<string> Fields => _variables.Select(v => v.Field);

    public static HttpTemplate Parse(string path)
    {
        var template = new HttpTemplate("");
        var pattern = new StringBuilder();
        var count = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '{')
            {
                pattern.Append(path[i]);
                continue;
            }

            var end = path.IndexOf('}', i);
            template.AddVariable(path[(i + 1)..end], pattern, ref count);
            i = end;
        }

        template.Pattern = pattern.ToString();
        return template;
    }

    /// <summary>The value of each variable, from the values of the route.</summary>
    public IEnumerable<(string Field, string Value)> Read(Func<string, string> routeValue) =>
        _variables.Select(v => (v.Field, string.Join('/', v.Segments.Select(s => s[0] == '{' ? routeValue(s[1..^1]) : s))));

    private void AddVariable(string variable, StringBuilder pattern, ref int count)
    {
        var equals = variable.IndexOf('=', StringComparison.Ordinal);
        var (field, shape) = equals < 0 ? (variable, "*") : (variable[..equals], variable[(equals + 1)..]);
        var segments = new List<string>();
        foreach (var segment in shape.Split('/'))
        {
            segments.Add(segment == "*" ? $"{{v{count++}}}" : segment);
        }

        pattern.AppendJoin('/', segments);
        _variables.Add((field, [.. segments]));
    }
}
