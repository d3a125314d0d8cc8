using System.CommandLine;
using System.Text.Json.Nodes;
using Gatehouse.Host.Client;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse apply -f FILE…</c>: makes the documents of files what the server has. All files are checked before the first is applied.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var files = InputFile.CreateOption("YAML or JSON with policies");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change" };
        var command = new Command("apply", "Apply policies") { files, dryRun };
        ClientOptions.AddTo(command);
        command.SetClientAction(call => RunAsync(call, call.Get(files), call.Get(dryRun)));
        return command;
    }

    private static async Task RunAsync(ClientCall call, string[] files, bool dryRun)
    {
        var contents = new List<(string File, byte[] Content)>();
        foreach (var file in files)
        {
            contents.Add((file, await InputFile.ReadAsync(file, call.CancellationToken)));
        }

        var answers = await SendAsync(call, contents, true);
        answers = dryRun ? answers : await SendAsync(call, contents, false);
        var manifests = new JsonArray([.. answers.SelectMany(a => (JsonArray)a["manifests"]!).Select(m => m!.DeepClone())]);
        var warnings = new JsonArray([.. answers.SelectMany(a => a["warnings"] as JsonArray ?? []).Select(w => w!.DeepClone())]);
        call.Printer.Print(new JsonObject { ["dryRun"] = dryRun, ["manifests"] = manifests, ["warnings"] = warnings }, console =>
        {
            Print(console, manifests, dryRun);
            foreach (var warning in warnings)
            {
                console.WriteLine($"warning: {warning}");
            }
        });
    }

    /// <summary>Mistakes of all files are told together.</summary>
    private static async Task<List<JsonNode>> SendAsync(ClientCall call, List<(string File, byte[] Content)> contents, bool dryRun)
    {
        var answers = new List<JsonNode>();
        var mistakes = new List<ServerError>();
        foreach (var (file, content) in contents)
        {
            try
            {
                using var body = new ByteArrayContent(content);
                var path = "v1/manifests:apply" + RecordPaths.Query(("file", file == "-" ? "(stdin)" : file), ("dryRun", dryRun ? "true" : ""));
                answers.Add(await call.Client.SendContentAsync(HttpMethod.Post, path, body, call.CancellationToken));
            }
            catch (ServerError error) when (error.Status == "INVALID_ARGUMENT")
            {
                mistakes.Add(error);
            }
        }

        return mistakes switch
        {
            [] => answers,
            [var only] => throw only,
            [var first, ..] => throw new ServerError(first.Status, first.Message, first.HttpStatus, [.. mistakes.SelectMany(m => m.Details.DefaultIfEmpty(m.Message))]),
        };
    }

    private static void Print(IAnsiConsole console, JsonArray manifests, bool dryRun)
    {
        foreach (var manifest in manifests)
        {
            var would = dryRun ? " (dry run)" : "";
            console.WriteLine($"{manifest!["kind"]} {manifest["namespace"]}/{manifest["name"]} {manifest["change"]}, generation {manifest["generation"]}{would}");
            foreach (var difference in manifest["differences"] as JsonArray ?? [])
            {
                console.WriteLine($"  {difference!["path"]}: {difference["before"] ?? "(none)"} -> {difference["after"] ?? "(none)"}");
            }
        }
    }
}
