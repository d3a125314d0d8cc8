namespace Gatehouse.Policy.Patterns;

/// <summary>A text that may end in <c>*</c>, any run of characters without a slash, or <c>**</c>, any run.</summary>
internal readonly record struct TrailingWildcard(string Prefix, int Stars)
{
    public static TrailingWildcard Split(string text)
    {
        var prefix = text.TrimEnd('*');
        return new(prefix, text.Length - prefix.Length);
    }

    /// <summary>Neither more than two stars at the end nor any before it.</summary>
    public bool IsWellFormed => Stars <= 2 && !Prefix.Contains('*');

    public bool Matches(ReadOnlySpan<char> text) => Stars switch
    {
        0 => text.SequenceEqual(Prefix),
        1 => text.StartsWith(Prefix, StringComparison.Ordinal) && !text[Prefix.Length..].Contains('/'),
        _ => text.StartsWith(Prefix, StringComparison.Ordinal),
    };
}
