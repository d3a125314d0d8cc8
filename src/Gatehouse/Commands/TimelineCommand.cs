using System.CommandLine;
using System.Globalization;
using Gatehouse.Api.V1;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse timeline [RESOURCE] [--project P] [--since TIME]</c></summary>
internal static class TimelineCommand
{
    private static readonly Argument<string?> Resource = new("RESOURCE") { Description = "Resource URI, for example registry.example/app@sha256:…; without it the whole project", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Project = ProjectOption.Create();
    private static readonly Option<string?> Since = new("--since") { Description = "Only what happened since: a time (2026-01-31T12:00:00Z) or an age (30m, 12h, 7d)" };

    public static Command Create()
    {
        var command = new Command("timeline", "Show everything known of a resource or project, in order, with who and from where") { Resource, Project, Since };
        ClientOptions.AddTo(command);
        command.SetClientAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ClientCall call)
    {
        var all = new ListChangesResponse();
        var since = call.Get(Since) is { Length: > 0 } text ? Age.Parse(text, TimeProvider.System).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
        do
        {
            var query = RecordPaths.Query(
                ("resourceUri", call.Get(Resource)), ("since", since), ("includeRecord", "true"), ("pageSize", "1000"), ("pageToken", all.NextPageToken));
            var page = await call.Client.GetAsync<ListChangesResponse>($"v1/projects/{Uri.EscapeDataString(call.Get(Project))}/changes{query}", call.CancellationToken);
            all.Changes.AddRange(page.Changes);
            all.NextPageToken = page.NextPageToken;
        }
        while (all.NextPageToken.Length > 0);

        call.Printer.Print(all, console => Render(console, all));
    }

    private static void Render(IAnsiConsole console, ListChangesResponse changes)
    {
        foreach (var change in changes.Changes)
        {
            console.WriteLine(ChangeLine.Render(change));
        }

        if (changes.Changes.Count == 0)
        {
            console.WriteLine("Nothing is known.");
        }
    }
}
