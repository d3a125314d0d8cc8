using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse list notes|occurrences</c></summary>
internal static class ListCommand
{
    private static readonly Option<string> Project = ProjectOption.Create();
    private static readonly Option<string> Filter = new("--filter") { Description = "For example: kind=\"VULNERABILITY\" AND vulnerability.effectiveSeverity>=HIGH" };
    private static readonly Option<string> OrderBy = new("--order-by") { Description = "For example: createTime desc" };
    private static readonly Option<int> Limit = new("--limit") { Description = "Most items to print; 0 for all", DefaultValueFactory = _ => 100 };
    private static readonly Option<string> Note = new("--note") { Description = "Occurrences of this note, from all projects (projects/P/notes/N)" };

    public static Command Create()
    {
        var notes = new Command("notes", "List notes") { Project, Filter, OrderBy, Limit };
        notes.SetClientAction(call => RunAsync(call, "notes", $"v1/projects/{Uri.EscapeDataString(call.Get(Project))}/notes", NoteTable));
        var occurrences = new Command("occurrences", "List occurrences") { Project, Filter, OrderBy, Limit, Note };
        occurrences.SetClientAction(call => RunAsync(call, "occurrences", OccurrencesPath(call), OccurrenceTable));
        var command = new Command("list", "List notes or occurrences, oldest first") { notes, occurrences };
        ClientOptions.AddTo(command);
        return command;
    }

    private static string OccurrencesPath(ClientCall call) =>
        (call.Get(Note) is { Length: > 0 } note ? $"v1/{RecordPaths.Escape(note)}" : $"v1/projects/{Uri.EscapeDataString(call.Get(Project))}") + "/occurrences";

    private static async Task RunAsync(ClientCall call, string member, string path, Func<JsonArray, Table> render)
    {
        var items = new JsonArray();
        var limit = call.Get(Limit);
        var token = "";
        do
        {
            var size = limit == 0 ? 1_000 : Math.Min(1_000, limit - items.Count);
            var query = RecordPaths.Query(("filter", call.Get(Filter)), ("orderBy", call.Get(OrderBy)), ("pageSize", size.ToString(null, null)), ("pageToken", token));
            var page = await call.Client.GetJsonAsync(path + query, call.CancellationToken);
            foreach (var item in page[member] as JsonArray ?? [])
            {
                items.Add(item!.DeepClone());
            }

            token = (string?)page["nextPageToken"] ?? "";
        }
        while (token.Length > 0 && (limit == 0 || items.Count < limit));

        call.Printer.Print(new JsonObject { [member] = items }, console =>
        {
            console.Write(render((JsonArray)items));
            console.WriteLine(items.Count == 0 ? "Nothing found." : token.Length > 0 ? $"{items.Count} shown, more with --limit." : $"{items.Count} found.");
        });
    }

    private static Table NoteTable(JsonArray notes)
    {
        var table = Printer.CreateTable("NAME", "KIND", "DESCRIPTION", "UPDATED");
        foreach (var note in notes)
        {
            table.AddRow(new Text(Of(note, "name")), new Text(Of(note, "kind")), new Text(Shorten(Of(note, "shortDescription"))), new Text(Time(note)));
        }

        return table;
    }

    private static Table OccurrenceTable(JsonArray occurrences)
    {
        var table = Printer.CreateTable("NAME", "KIND", "NOTE", "RESOURCE", "SEVERITY", "UPDATED");
        foreach (var occurrence in occurrences)
        {
            var severity = occurrence?["vulnerability"] is { } found ? (string?)found["effectiveSeverity"] ?? (string?)found["severity"] ?? "" : "";
            table.AddRow(
                new Text(Of(occurrence, "name")), new Text(Of(occurrence, "kind")), new Text(LastSegment(Of(occurrence, "noteName"))),
                new Text(Resource(Of(occurrence, "resourceUri"))), new Text(severity), new Text(Time(occurrence)));
        }

        return table;
    }

    private static string Of(JsonNode? node, string member) => (string?)node?[member] ?? "";

    private static string Time(JsonNode? node) => Of(node, "updateTime") is { Length: >= 19 } time ? time[..19].Replace('T', ' ') : "";

    private static string LastSegment(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string Shorten(string text) => text.Length > 60 ? text[..59] + "…" : text;

    /// <summary>Digests are shortened to the 12 digits that people compare.</summary>
    private static string Resource(string uri) => uri.IndexOf("@sha256:", StringComparison.Ordinal) is var at and >= 0 && uri.Length > at + 20 ? uri[..(at + 20)] : uri;
}
