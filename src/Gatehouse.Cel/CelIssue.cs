namespace Gatehouse.Cel;

/// <summary>A mistake in an expression. Line and column count from one, columns in code points.</summary>
public sealed record CelIssue(int Line, int Column, string Message, string SourceLine)
{
    /// <summary>The three lines people know from cel-go and the API server: message, source, a mark under the place.</summary>
    public override string ToString() => $"ERROR: <input>:{Line}:{Column}: {Message}\n | {SourceLine}\n | {new string('.', Column - 1)}^";
}
