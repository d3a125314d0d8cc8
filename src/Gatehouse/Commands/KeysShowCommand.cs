using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse keys show FILE</c>: every id that a key goes by. Needs no server.</summary>
internal static class KeysShowCommand
{
    private static readonly Argument<string> Key = new("key") { Description = "Public or private key, a file or env://VARIABLE: PEM or armored OpenPGP" };
    private static readonly Option<string> PasswordVariable = new("--password-env") { Description = "Environment variable that holds the password of a private key", DefaultValueFactory = _ => "GATEHOUSE_KEY_PASSWORD" };
    private static readonly Option<OutputFormat> Output = new("--output", "-o") { Description = "How results are printed", DefaultValueFactory = _ => OutputFormat.Table };

    public static Command Create()
    {
        var command = new Command("show", "Print every id of a key") { Key, PasswordVariable, Output };
        command.SetAction(result => Show(result.GetValue(Key)!, Environment.GetEnvironmentVariable(result.GetValue(PasswordVariable)!) ?? "", new(result.GetValue(Output))));
        return command;
    }

    private static int Show(string source, string password, Printer printer)
    {
        var read = KeyForms.Read(KeyText.Read(source), password, TimeProvider.System.GetUtcNow());
        if (!read.Succeeded)
        {
            throw new CommandFailure($"\"{source}\" is no key: {string.Join("; ", read.Failures.Select(f => f.Text))}");
        }

        printer.Print(new JsonObject { ["keys"] = new JsonArray([.. read.Found.Select(k => k.ToJson())]) }, console => PrintTable(console, read.Found));
        return 0;
    }

    private static void PrintTable(IAnsiConsole console, ImmutableArray<KeyForms> keys)
    {
        var table = Printer.CreateTable("KIND", "FORM", "ID");
        foreach (var key in keys)
        {
            foreach (var (form, id) in key.Ids)
            {
                table.AddRow(new Text(key.Kind), new Text(form), new Text(id));
            }
        }

        console.Write(table);
    }
}
