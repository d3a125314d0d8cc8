namespace Gatehouse.Policy.Patterns;

/// <summary><c>trustedSourceRepoPatterns[]</c> of a Binary Authorization platform policy: a source repository without its scheme, with <c>/*</c> or <c>/**</c> at its end for what lies below.</summary>
public sealed record SourceRepositoryPattern
{
    private readonly string _text;
    private readonly TrailingWildcard _wildcard;

    private SourceRepositoryPattern(string text, TrailingWildcard wildcard) => (_text, _wildcard) = (text, wildcard);

    public static bool TryParse(string? text, out SourceRepositoryPattern pattern, out string error)
    {
        var wildcard = TrailingWildcard.Split(text ?? "");
        pattern = new(text ?? "", wildcard);
        error = wildcard switch
        {
            { Prefix: "" } => "a repository is expected, as in github.com/owner/name",
            { IsWellFormed: false } => "a wildcard is * or **, once, at the end",
            { Stars: > 0 } when !wildcard.Prefix.EndsWith('/') => "a wildcard follows a slash",
            _ when wildcard.Prefix.Contains("://", StringComparison.Ordinal) => "a repository is written without its scheme",
            _ => "",
        };
        return error.Length == 0;
    }

    /// <param name="repository">With or without a scheme, and with or without <c>.git</c> at its end.</param>
    public bool Matches(string repository)
    {
        var start = repository.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + "://".Length : 0;
        var plain = repository.AsSpan(start);
        return _wildcard.Matches(plain) || (plain.EndsWith(".git", StringComparison.Ordinal) && _wildcard.Matches(plain[..^".git".Length]));
    }

    public override string ToString() => _text;
}
