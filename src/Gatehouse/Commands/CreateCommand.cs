using System.CommandLine;
using System.Text;
using Gatehouse.Host.Client;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse create note|occurrence -f FILE</c></summary>
internal static class CreateCommand
{
    private static readonly Option<string> Project = ProjectOption.Create();
    private static readonly Option<string> RequestId = new("--request-id") { Description = "Your own id of this request: repeated within two days it does nothing new" };
    private static readonly Option<bool> IfMissing = new("--if-missing") { Description = "Be content when it exists" };
    private static readonly Option<string> File = new("--file", "-f") { Description = "JSON file; - for standard input", Required = true };

    public static Command Create()
    {
        var id = new Option<string>("--id") { Description = "Id of the note", Required = true };
        var note = new Command("note", "Create a note") { Project, File, RequestId, id, IfMissing };
        note.SetClientAction(call => SendAsync(call, $"notes{RecordPaths.Query(("noteId", call.Get(id)))}"));
        var occurrence = new Command("occurrence", "Create an occurrence") { Project, File, RequestId };
        occurrence.SetClientAction(call => SendAsync(call, "occurrences"));
        var command = new Command("create", "Create a note or an occurrence from its JSON") { note, occurrence };
        ClientOptions.AddTo(command);
        return command;
    }

    private static async Task SendAsync(ClientCall call, string path)
    {
        var json = await ReadAsync(call.Get(File), call.CancellationToken);
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        if (call.Get(RequestId) is { Length: > 0 } requestId)
        {
            content.Headers.Add(Metadata.Calls.Call.RequestIdHeader, requestId);
        }

        try
        {
            var created = await call.Client.SendContentAsync(HttpMethod.Post, $"v1/projects/{Uri.EscapeDataString(call.Get(Project))}/{path}", content, call.CancellationToken);
            call.Printer.Print(created, console => console.WriteLine((string?)created["name"] ?? ""));
        }
        catch (ServerError error) when (error.Status == "ALREADY_EXISTS" && call.Get(IfMissing))
        {
            call.Printer.Print(new System.Text.Json.Nodes.JsonObject(), console => console.WriteLine(error.Message));
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await System.IO.File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CommandFailure($"cannot read \"{file}\": {exception.Message}");
        }
    }
}
