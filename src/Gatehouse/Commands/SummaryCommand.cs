using System.CommandLine;
using Gatehouse.Grafeas.ContainerAnalysis;
using Gatehouse.Grafeas.V1;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse summary</c></summary>
internal static class SummaryCommand
{
    private static readonly Severity[] Columns = [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Minimal];

    public static Command Create()
    {
        var project = ProjectOption.Create();
        var filter = new Option<string>("--filter") { Description = "Only these vulnerability occurrences" };
        var command = new Command("summary", "Count vulnerabilities by resource and severity") { project, filter };
        ClientOptions.AddTo(command);
        command.SetClientAction(async call =>
        {
            var path = $"v1/projects/{Uri.EscapeDataString(call.Get(project))}/occurrences:vulnerabilitySummary{RecordPaths.Query(("filter", call.Get(filter)))}";
            var summary = await call.Client.GetAsync<VulnerabilityOccurrencesSummary>(path, call.CancellationToken);
            call.Printer.Print(summary, console => console.Write(Render(summary)));
        });
        return command;
    }

    private static Table Render(VulnerabilityOccurrencesSummary summary)
    {
        var table = Printer.CreateTable(["RESOURCE", .. Columns.Select(c => c.ToString().ToUpperInvariant()), "FIXABLE", "TOTAL"]);
        foreach (var resource in summary.Counts.GroupBy(c => c.ResourceUri))
        {
            var total = resource.Single(c => c.Severity == Severity.Unspecified);
            var counts = Columns.Select(s => resource.FirstOrDefault(c => c.Severity == s)?.TotalCount ?? 0);
            table.AddRow([resource.Key, .. counts.Select(c => c.ToString(null, null)), total.FixableCount.ToString(null, null), total.TotalCount.ToString(null, null)]);
        }

        return table;
    }
}
