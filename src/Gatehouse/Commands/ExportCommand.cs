using System.CommandLine;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse export [--project P]</c>: the records of a project as JSON lines on standard output.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var project = ProjectOption.Create();
        var command = new Command("export", "Write the notes and occurrences of a project as JSON lines") { project };
        ClientOptions.AddTo(command);
        command.SetClientAction(async call =>
        {
            using var response = await call.Client.OpenAsync(HttpMethod.Get, $"v1/projects/{Uri.EscapeDataString(call.Get(project))}:export", null, call.CancellationToken);
            await using var source = await response.Content.ReadAsStreamAsync(call.CancellationToken);
            await source.CopyToAsync(Console.OpenStandardOutput(), call.CancellationToken);
        });
        return command;
    }
}
