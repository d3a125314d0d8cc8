using System.CommandLine;
using System.Globalization;
using Gatehouse.Api.V1;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse audit</c>: what was done and what was refused, newest first.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Project = new("--project", "-p") { Description = "Only records of this project" };
    private static readonly Option<string?> Principal = new("--principal") { Description = "Only what this principal did or tried" };
    private static readonly Option<string?> Outcome = new("--outcome") { Description = "OK, or a status such as PERMISSION_DENIED" };
    private static readonly Option<string?> Since = new("--since") { Description = "Only since a time (2026-01-31T12:00:00Z) or for an age (30m, 12h, 7d)" };
    private static readonly Option<int> Limit = new("--limit") { Description = "Most records to print", DefaultValueFactory = _ => 100 };

    public static Command Create()
    {
        var command = new Command("audit", "Show what was done and what was refused, newest first") { Project, Principal, Outcome, Since, Limit };
        ClientOptions.AddTo(command);
        command.SetClientAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ClientCall call)
    {
        var since = call.Get(Since) is { Length: > 0 } text ? Age.Parse(text, TimeProvider.System).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
        var parent = call.Get(Project) is { Length: > 0 } project ? "projects/" + project : null;
        var all = new ListAuditRecordsResponse();
        do
        {
            var size = Math.Min(1_000, call.Get(Limit) - all.Records.Count).ToString(CultureInfo.InvariantCulture);
            var query = RecordPaths.Query(
                ("parent", parent), ("principal", call.Get(Principal)), ("outcome", call.Get(Outcome)), ("since", since), ("pageSize", size), ("pageToken", all.NextPageToken));
            var page = await call.Client.GetAsync<ListAuditRecordsResponse>("v1/audit" + query, call.CancellationToken);
            all.Records.AddRange(page.Records);
            all.NextPageToken = page.NextPageToken;
        }
        while (all.NextPageToken.Length > 0 && all.Records.Count < call.Get(Limit));
        call.Printer.Print(all, console => console.Write(Render(all)));
    }

    private static Table Render(ListAuditRecordsResponse audit)
    {
        var table = Printer.CreateTable("TIME", "OUTCOME", "PRINCIPAL", "FROM", "ACTION", "RESOURCE");
        foreach (var record in audit.Records)
        {
            table.AddRow(
                new Text(record.Time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), new Text(record.Outcome), new Text(record.Principal), new Text(record.Address),
                new Text(record.Action), new Text(record.Resource));
        }

        return table;
    }
}
