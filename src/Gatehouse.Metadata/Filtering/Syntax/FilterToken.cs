namespace Gatehouse.Metadata.Filtering.Syntax;

/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="Text">What it says: of quoted text, without quotes and escapes.</param>
/// <param name="StarFirst">Starts with a <c>*</c> that no backslash escapes.</param>
/// <param name="StarLast">Ends with a <c>*</c> that no backslash escapes.</param>
internal readonly record struct FilterToken(
    FilterTokenKind Kind,
    int Start,
    int End,
    string Text,
    ComparisonOperator Operator = default,
    bool StarFirst = false,
    bool StarLast = false)
{
    public bool IsWord(string word) => Kind == FilterTokenKind.Word && Text == word;

    public override string ToString() => Kind switch
    {
        FilterTokenKind.End => "the end",
        FilterTokenKind.QuotedText => "quoted text",
        _ => $"\"{Excerpt(Text)}\"",
    };

    private static string Excerpt(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
