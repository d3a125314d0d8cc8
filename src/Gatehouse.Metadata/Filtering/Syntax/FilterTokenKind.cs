namespace Gatehouse.Metadata.Filtering.Syntax;

internal enum FilterTokenKind
{
    Word,
    QuotedText,
    Operator,
    Minus,
    Dot,
    Comma,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    End,
}
