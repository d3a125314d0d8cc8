using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse restore FILE --replace-everything</c></summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that gatehouse backup has written, on whichever store" };
        var sure = new Option<bool>("--replace-everything") { Description = "Required: what the server holds now is gone afterwards" };
        var command = new Command("restore", "Put a backup in the place of everything, while the server serves") { file, sure };
        ClientOptions.AddTo(command);
        command.SetClientAction(async call =>
        {
            if (!call.Get(sure))
            {
                throw new CommandFailure("a restore replaces everything the server holds; say --replace-everything to do it");
            }

            using var content = new StreamContent(InputFile.Open(call.Get(file)));
            await call.Client.SendContentAsync(HttpMethod.Post, "v1/store:restore", content, call.CancellationToken);
            call.Printer.Print(new JsonObject { ["restored"] = call.Get(file) }, console => console.WriteLine($"restored from {call.Get(file)}"));
        });
        return command;
    }
}
