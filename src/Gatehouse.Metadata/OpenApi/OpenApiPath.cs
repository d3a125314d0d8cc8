using Gatehouse.Metadata.Transcoding;

namespace Gatehouse.Metadata.OpenApi;

/// <summary>A path whose parameters are named for what they hold: <c>projects/{project}</c>.</summary>
internal sealed record OpenApiPath(string Text, IReadOnlyList<string> Parameters)
{
    public static OpenApiPath From(HttpTemplate template)
    {
        var parameters = new List<string>();
        var segments = template.Pattern.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{'))
            {
                var end = segments[i].IndexOf('}', StringComparison.Ordinal);
                var name = Singular(segments[i - 1], parameters);
                parameters.Add(name);
                segments[i] = $"{{{name}}}{segments[i][(end + 1)..]}";
            }
        }

        return new(string.Join('/', segments), parameters);
    }

    private static string Singular(string collection, List<string> taken)
    {
        var name = collection.TrimEnd('s') is { Length: > 0 } singular ? singular : "id";
        return taken.Contains(name) ? $"{name}{taken.Count}" : name;
    }
}
