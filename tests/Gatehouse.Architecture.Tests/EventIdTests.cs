using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

/// <summary>Operators search logs and set alerts by event ids.</summary>
public sealed partial class EventIdTests
{
    private static readonly string[] Ids =
    [
        .. from project in Repository.SourceProjects
           from file in Repository.SourceFiles(Path.GetFileNameWithoutExtension(project))
           from Match message in Message.Matches(File.ReadAllText(file))
           select message.Groups["id"].Value,
    ];

    [GeneratedRegex("""\[LoggerMessage\((?<id>\d+)""")]
    private static partial Regex Message { get; }

    [Fact]
    public void No_two_events_share_an_id() => Assert.Empty(Ids.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_event_id_stands_in_the_operations_guide()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries).ElementAtOrDefault(1));
        Assert.Empty(Ids.Except(listed));
    }
}
