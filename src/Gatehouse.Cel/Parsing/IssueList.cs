using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Parsing;

/// <summary>Collects issues by position and renders them in order; more than a hundred help nobody.</summary>
internal sealed class IssueList(string source)
{
    private const int Limit = 100;
    private readonly List<(int Position, string Message)> _issues = [];

    public bool IsEmpty => _issues.Count == 0;

    public int Count => _issues.Count;

    public void Add(int position, string message)
    {
        if (_issues.Count < Limit)
        {
            _issues.Add((Math.Min(position, source.Length), message));
        }
    }

    public IReadOnlyList<CelIssue> ToIssues() => [.. _issues.OrderBy(i => i.Position).Select(i => ToIssue(i.Position, i.Message))];

    private CelIssue ToIssue(int position, string message)
    {
        var before = source.AsSpan(0, position);
        var line = before.Count('\n') + 1;
        var start = before.LastIndexOf('\n') + 1;
        var end = source.IndexOf('\n', start);
        var text = end < 0 ? source[start..] : source[start..end];
        return new(line, Texts.CodePoints(source[start..position]) + 1, message, text.Replace('\t', ' '));
    }
}
