namespace Gatehouse.Cel.Parsing;

/// <summary>Source text inside a message: line ends and tabs as escapes.</summary>
internal static class IssueText
{
    public static string Quote(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
