using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse delete NAME…</c></summary>
internal static class DeleteCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "projects/P/notes/N or projects/P/occurrences/O", Arity = ArgumentArity.OneOrMore };
        var command = new Command("delete", "Delete notes and occurrences") { names };
        ClientOptions.AddTo(command);
        command.SetClientAction(async call =>
        {
            foreach (var name in call.Get(names))
            {
                await call.Client.SendAsync<Empty>(HttpMethod.Delete, $"v1/{RecordPaths.Escape(name)}", null, call.CancellationToken);
                call.Printer.Print(new System.Text.Json.Nodes.JsonObject { ["deleted"] = name }, console => console.WriteLine($"deleted {name}"));
            }
        });
        return command;
    }
}
