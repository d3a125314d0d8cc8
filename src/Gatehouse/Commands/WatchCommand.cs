using System.CommandLine;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Transcoding;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse watch</c>: changes as they happen, until interrupted; reconnects and resumes by itself.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly Option<string?> Project = new("--project", "-p") { Description = "Only changes of this project" };
    private static readonly Option<string> Filter = new("--filter") { Description = "Only changes of matching records, for example kind=\"VULNERABILITY\"" };
    private static readonly Option<long> After = new("--after") { Description = "Begin after this revision; -1 for everything that is kept; 0 (default) for what happens from now on" };
    private static readonly Option<int> Count = new("--count") { Description = "Stop after this many changes; 0 (default) for never" };

    public static Command Create()
    {
        var command = new Command("watch", "Show changes as they happen") { Project, Filter, After, Count };
        ClientOptions.AddTo(command);
        command.SetClientAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ClientCall call)
    {
        var (after, seen, first) = (call.Get(After), 0, true);
        while (!call.CancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in OpenAsync(call, after, call.CancellationToken))
                {
                    (after, first) = (change.Revision, false);
                    if (change.Type != ChangeEvent.Types.Type.Progress)
                    {
                        Print(call, change);
                        seen++;
                    }

                    if (seen == call.Get(Count) && seen > 0)
                    {
                        return;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (!first && exception is HttpRequestException or IOException)
            {
                await Console.Error.WriteLineAsync($"connection lost ({exception.Message}); resuming after revision {after}");
            }

            await Task.Delay(Pause, TimeProvider.System, call.CancellationToken);
        }
    }

    private static async IAsyncEnumerable<ChangeEvent> OpenAsync(
        ClientCall call, long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parent = call.Get(Project) is { Length: > 0 } project ? "projects/" + project : "";
        var query = RecordPaths.Query(("parent", parent), ("filter", call.Get(Filter)), ("includeRecord", "true"), ("afterRevision", after.ToString(CultureInfo.InvariantCulture)));
        using var response = await call.Client.OpenAsync(HttpMethod.Get, "v1/changes" + query, null, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return JsonMessages.Parse<ChangeEvent>(item.Data);
        }
    }

    private static void Print(ClientCall call, ChangeEvent change)
    {
        if (call.Printer.IsTable)
        {
            call.Printer.Console.WriteLine(ChangeLine.Render(change));
        }
        else
        {
            // A stream of objects, one a line, whatever the format: there is no end to wait for.
            Console.Out.WriteLine(JsonNode.Parse(JsonMessages.Format(change))!.ToJsonString(JsonSerializerOptions.Default));
        }
    }
}
