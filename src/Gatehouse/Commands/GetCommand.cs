using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse get NAME</c></summary>
internal static class GetCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "projects/P/notes/N or projects/P/occurrences/O" };
        var note = new Option<bool>("--note") { Description = "Of an occurrence: its note" };
        var command = new Command("get", "Show a project, note or occurrence") { name, note };
        ClientOptions.AddTo(command);
        command.SetClientAction(async call =>
        {
            var node = await call.Client.GetJsonAsync($"v1/{RecordPaths.Escape(call.Get(name))}{(call.Get(note) ? "/notes" : "")}", call.CancellationToken);
            call.Printer.Print(node, console => console.WriteLine(Render(node)));
        });
        return command;
    }

    private static string Render(JsonNode node) => node.ToJsonString(Indented);
}
