namespace Gatehouse.Access.Conditions;

/// <summary>
/// The part of a text that stands where a template has its <c>{name}</c>: after the first occurrence of what is before it and up to the next of what is after it
/// (IAM documentation, "Resource attributes, extract").
/// </summary>
internal static class ExtractTemplate
{
    /// <returns>Empty when the text is not like the template; null when the template has not exactly one name.</returns>
    public static string? Apply(string text, string template)
    {
        var (open, close) = (template.IndexOf('{', StringComparison.Ordinal), template.IndexOf('}', StringComparison.Ordinal));
        if (open < 0 || close < open + 2 || template.LastIndexOf('{') != open || template.LastIndexOf('}') != close)
        {
            return null;
        }

        var (before, after) = (template[..open], template[(close + 1)..]);
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += before.Length;
        var end = after.Length == 0 ? text.Length : text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? "" : text[start..end];
    }
}
