using System.CommandLine;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse import records FILE</c>: JSON lines that <c>gatehouse export</c> has written, on whichever store.</summary>
internal static class ImportRecordsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "JSON lines; - for standard input" };
        var project = ProjectOption.Create();
        var command = new Command("records", "Import records that gatehouse export has written; what is there already stays") { file, project };
        command.SetClientAction(async call =>
        {
            using var content = new StreamContent(InputFile.Open(call.Get(file)));
            var loaded = await call.Client.SendContentAsync(HttpMethod.Post, $"v1/projects/{Uri.EscapeDataString(call.Get(project))}:load", content, call.CancellationToken);
            call.Printer.Print(loaded, console => console.WriteLine($"{loaded["created"]} created, {loaded["present"]} there already"));
        });
        return command;
    }
}
