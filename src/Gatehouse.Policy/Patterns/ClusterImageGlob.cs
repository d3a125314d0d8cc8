using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Policy.Patterns;

/// <summary>
/// <c>spec.images[].glob</c> of a ClusterImagePolicy: <c>*</c> is any run without a slash, <c>**</c> any run, everything else itself. Compared with the whole reference
/// (<c>index.docker.io/library/x:latest</c>; a digest replaces a tag) and, failing that, with the text as written. <c>*</c> alone means Docker Hub's official images and <c>*/*</c>
/// its users' (<c>policy-controller/pkg/apis/glob</c>).
/// </summary>
public sealed partial record ClusterImageGlob : IImagePattern
{
    private const string Hub = "index.docker.io";

    private readonly string _text;
    private readonly Regex _expression;

    private ClusterImageGlob(string text)
    {
        _text = text;
        _expression = new(Translate(text switch { "*" => $"{Hub}/library/*", "*/*" => $"{Hub}/*/*", _ => text }), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public static bool TryParse(string? text, out ClusterImageGlob glob, out string error)
    {
        error = text switch
        {
            null or "" => "an empty glob matches nothing",
            { Length: > 1_024 } => "a glob has at most 1024 characters",
            _ when !Characters.IsMatch(text) => "a glob has letters, digits and - _ : / * . @ only",
            _ => "",
        };
        glob = error.Length == 0 ? new(text!) : null!;
        return error.Length == 0;
    }

    /// <summary>A text that is no image reference is matched by nothing.</summary>
    public bool Matches(string image) =>
        ImageReference.TryParse(image, out var reference) && (_expression.IsMatch(WholeName(reference)) || _expression.IsMatch(image));

    public bool Equals(ClusterImageGlob? other) => other is not null && _text == other._text;

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;

    private static string WholeName(ImageReference reference)
    {
        var registry = reference.Registry == ImageReference.DefaultRegistry ? Hub : reference.Registry;
        return $"{registry}/{reference.Repository}" + (reference.Digest is { } digest ? $"@{digest}" : $":{reference.Tag ?? "latest"}");
    }

    private static string Translate(string glob)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            var isDouble = glob[i] == '*' && i + 1 < glob.Length && glob[i + 1] == '*';
            _ = isDouble ? expression.Append(".*") : glob[i] == '*' ? expression.Append("[^/]*") : expression.Append(Regex.Escape(glob[i].ToString()));
            i += isDouble ? 1 : 0;
        }

        return expression.Append("\\z").ToString();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_:/*.@-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Characters { get; }
}
