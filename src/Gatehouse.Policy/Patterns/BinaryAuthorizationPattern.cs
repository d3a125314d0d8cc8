namespace Gatehouse.Policy.Patterns;

/// <summary>
/// An exemption of Binary Authorization (<c>admissionWhitelistPatterns[].namePattern</c>, <c>imageAllowlist.allowPattern[]</c>): the exact text of an image, or a text with <c>*</c> (stops
/// at a slash) or <c>**</c> (does not) at its end. A wildcard stands only behind <c>REGISTRY/</c>. No tag is implied.
/// </summary>
public sealed record BinaryAuthorizationPattern : IImagePattern
{
    private readonly string _text;
    private readonly TrailingWildcard _wildcard;

    private BinaryAuthorizationPattern(string text, TrailingWildcard wildcard) => (_text, _wildcard) = (text, wildcard);

    public static bool TryParse(string? text, out BinaryAuthorizationPattern pattern, out string error)
    {
        var wildcard = TrailingWildcard.Split(text ?? "");
        pattern = new(text ?? "", wildcard);
        error = Explain(wildcard);
        return error.Length == 0;
    }

    public bool Matches(string image) => _wildcard.Matches(image);

    public override string ToString() => _text;

    private static string Explain(TrailingWildcard wildcard) => wildcard switch
    {
        { Prefix: "", Stars: 0 } => "an empty pattern matches nothing",
        { IsWellFormed: false } => "a wildcard is * or **, once, at the end",
        { Stars: > 0 } when wildcard.Prefix.IndexOf('/') <= 0 => "a wildcard stands only after the registry and a slash",
        _ => "",
    };
}
