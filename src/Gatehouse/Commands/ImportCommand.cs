using System.CommandLine;
using System.Text.Json.Nodes;
using Gatehouse.Host.Client;
using Gatehouse.Metadata.Ingestion;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse import FORMAT FILE…</c>: hands reports to the server as they are. Each file is imported whole or not at all; one that fails does not stop the others.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("file") { Description = "Reports, plain or gzip; - for standard input", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Project = ProjectOption.Create();
    private static readonly Option<string> Resource = new("--resource") { Description = "What the reports are about, for example https://registry.example/app@sha256:…; by default as they say themselves" };

    public static Command Create()
    {
        var command = new Command("import", "Import scanner reports, bills of materials and attestations");
        foreach (var format in IngestionServices.Formats)
        {
            var import = new Command(format.Name, $"Import reports in the format {format.Name}") { Files, Project, Resource };
            import.SetClientAction(call => RunAsync(call, format.Name));
            command.Subcommands.Add(import);
        }

        command.Subcommands.Add(ImportRecordsCommand.Create());
        ClientOptions.AddTo(command);
        return command;
    }

    private static async Task RunAsync(ClientCall call, string format)
    {
        var files = call.Get(Files);
        var path = $"v1/projects/{Uri.EscapeDataString(call.Get(Project))}:import{RecordPaths.Query(("format", format), ("resource", call.Get(Resource)))}";
        var outcomes = await WithProgressAsync(call, files, file => ImportAsync(call, path, file));
        call.ExitCode = outcomes.Any(o => o.Errors.Count > 0) ? 1 : 0;
        call.Printer.Print(new JsonObject { ["files"] = new JsonArray([.. outcomes.Select(o => o.ToJson())]) }, console => Render(console, outcomes));
    }

    /// <summary>Progress is for people who wait for many files; programs and pipes do not see it.</summary>
    private static async Task<List<ImportOutcome>> WithProgressAsync(ClientCall call, string[] files, Func<string, Task<ImportOutcome>> import)
    {
        var outcomes = new List<ImportOutcome>();
        if (files.Length == 1 || !call.Printer.IsTable || Console.IsOutputRedirected)
        {
            foreach (var file in files)
            {
                outcomes.Add(await import(file));
            }

            return outcomes;
        }

        await call.Printer.Console.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Importing", maxValue: files.Length);
            foreach (var file in files)
            {
                task.Description = Markup.Escape(Path.GetFileName(file));
                outcomes.Add(await import(file));
                task.Increment(1);
            }
        });
        return outcomes;
    }

    private static async Task<ImportOutcome> ImportAsync(ClientCall call, string path, string file)
    {
        try
        {
            await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            using var content = new StreamContent(stream);
            return new(file, await call.Client.SendContentAsync(HttpMethod.Post, path, content, call.CancellationToken), []);
        }
        catch (ServerError error)
        {
            return new(file, null, error.Details.Count > 0 ? error.Details : [$"{error.Status}: {error.Message}"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && exception is not HttpIOException)
        {
            return new(file, null, [exception.Message]);
        }
    }

    private static void Render(IAnsiConsole console, List<ImportOutcome> outcomes)
    {
        var table = Printer.CreateTable("FILE", "TOOL", "CREATED", "UPDATED", "CLOSED", "REOPENED", "UNCHANGED", "RESULT");
        foreach (var outcome in outcomes)
        {
            table.AddRow([.. outcome.ToRow().Select(cell => new Text(cell))]);
        }

        console.Write(table);
        foreach (var outcome in outcomes)
        {
            foreach (var error in outcome.Errors)
            {
                // Not through the console: a position such as [0] is no markup, and a long line is not to be wrapped.
                Console.Error.WriteLine($"{outcome.File}: {error}");
            }
        }
    }
}
