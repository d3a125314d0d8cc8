using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse backup FILE</c></summary>
internal static class BackupCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "File to write; - for standard output" };

    public static Command Create()
    {
        var command = new Command("backup", "Save everything, as of one moment, while the server serves") { File };
        ClientOptions.AddTo(command);
        command.SetClientAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ClientCall call)
    {
        using var response = await call.Client.OpenAsync(HttpMethod.Get, "v1/store:backup", null, call.CancellationToken);
        await using var source = await response.Content.ReadAsStreamAsync(call.CancellationToken);
        var file = call.Get(File);
        if (file == "-")
        {
            await source.CopyToAsync(Console.OpenStandardOutput(), call.CancellationToken);
            return;
        }

        var size = await SaveAsync(source, file, call.CancellationToken);
        call.Printer.Print(new JsonObject { ["file"] = file, ["bytes"] = size }, console => console.WriteLine($"{file}: {size:N0} bytes"));
    }

    /// <summary>The file has its name only when it is whole.</summary>
    private static async Task<long> SaveAsync(Stream source, string file, CancellationToken cancellationToken)
    {
        var partial = file + ".partial";
        try
        {
            await using (var target = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                await source.CopyToAsync(target, cancellationToken);
            }

            System.IO.File.Move(partial, file, overwrite: true);
            return new FileInfo(file).Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            System.IO.File.Delete(partial);
            throw new CommandFailure($"the backup is not whole and was not kept: {exception.Message}");
        }
    }
}
