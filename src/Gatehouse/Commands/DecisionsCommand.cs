using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Admission.Decisions;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse decisions</c>: the latest decisions, newest first.</summary>
internal static class DecisionsCommand
{
    private const int LargestPage = 500;

    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "Most decisions to print", DefaultValueFactory = _ => 20 };
        var command = new Command("decisions", "List decisions, newest first") { limit };
        ClientOptions.AddTo(command);
        command.SetClientAction(call => RunAsync(call, call.Get(limit)));
        return command;
    }

    private static async Task RunAsync(ClientCall call, int limit)
    {
        var found = new List<Decision>();
        var token = "";
        do
        {
            var size = Math.Clamp(limit - found.Count, 1, LargestPage).ToString(CultureInfo.InvariantCulture);
            var page = await call.Client.GetJsonAsync("v1/decisions" + RecordPaths.Query(("pageSize", size), ("pageToken", token)), call.CancellationToken);
            var list = page.Deserialize(DecisionJson.Default.DecisionList)!;
            found.AddRange(list.Decisions);
            token = list.NextPageToken;
        }
        while (token.Length > 0 && found.Count < limit);

        var json = JsonSerializer.SerializeToNode(new DecisionList([.. found], token), DecisionJson.Default.DecisionList);
        call.Printer.Print(json, console => console.Write(Render(found)));
    }

    private static Table Render(List<Decision> decisions)
    {
        var table = Printer.CreateTable("ID", "TIME", "VERDICT", "WHAT", "WHO", "REASONS");
        foreach (var decision in decisions)
        {
            table.AddRow(
                new Text(decision.Id),
                new Text(decision.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(decision.Allowed ? "admitted" : "refused"),
                new Text($"{decision.Subject.Kind} {decision.Subject.Namespace}/{decision.Subject.Name}"),
                new Text(decision.Subject.User),
                new Text(decision.Violations.Length.ToString(CultureInfo.InvariantCulture)));
        }

        return table;
    }
}
