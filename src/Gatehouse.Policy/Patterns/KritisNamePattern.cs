namespace Gatehouse.Policy.Patterns;

/// <summary>
/// <c>admissionAllowlistPatterns[].namePattern</c> of Kritis's GenericAttestationPolicy: compared with the image's very text, without any default for registry or tag. A <c>*</c>
/// at the end stands for any run of characters that crosses no slash; anywhere else it is a plain character (<c>pkg/kritis/util/allowlist.go</c>).
/// </summary>
public sealed record KritisNamePattern : IImagePattern
{
    private readonly string _text;

    private KritisNamePattern(string text) => _text = text;

    /// <summary>Fails on the empty text only, as Kritis does when it meets one; <see cref="Explain"/> is stricter.</summary>
    public static bool TryParse(string? text, out KritisNamePattern pattern)
    {
        pattern = new(text ?? "");
        return pattern._text.Length > 0;
    }

    /// <summary>What is wrong with a pattern that is about to be stored; empty when nothing is. A <c>*</c> that is a plain character is nothing its author meant.</summary>
    public static string Explain(string text) => text switch
    {
        "" => "an empty pattern matches nothing",
        _ when text.AsSpan(0, text.Length - 1).Contains('*') => "* stands for anything only at the end of a pattern; elsewhere it is a plain character, which no image has",
        _ => "",
    };

    public bool Matches(string image)
    {
        if (!_text.EndsWith('*'))
        {
            return image == _text;
        }

        var prefix = _text.AsSpan(0, _text.Length - 1);
        return image.AsSpan().StartsWith(prefix, StringComparison.Ordinal) && image.LastIndexOf('/') < prefix.Length;
    }

    public override string ToString() => _text;
}
