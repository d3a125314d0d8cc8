namespace Gatehouse.Metadata.Filtering.Syntax;

internal sealed record LiteralNode(string Text, bool IsQuoted, bool StarFirst, bool StarLast, int Start)
{
    /// <summary>The unquoted <c>*</c> of <c>field:*</c>.</summary>
    public bool IsStar => !IsQuoted && Text == "*";
}
