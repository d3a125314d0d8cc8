using System.CommandLine;
using Gatehouse.Host.Client;

namespace Gatehouse.Host.Commands;

/// <summary>The options of every command that talks to a server.</summary>
internal static class ClientOptions
{
    private static readonly Option<string?> Server = new("--server") { Description = "Address of the server, for example https://gatehouse.example:8443 (GATEHOUSE_SERVER)", Recursive = true };
    private static readonly Option<string?> Token = new("--token") { Description = "Token to call it with (GATEHOUSE_TOKEN)", Recursive = true };
    private static readonly Option<string?> Authority = new("--ca") { Description = "PEM file with certificates to trust (GATEHOUSE_CA)", Recursive = true };
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Data directory of a server on this machine, where address and token are found (GATEHOUSE_DATA)",
        DefaultValueFactory = _ => DefaultDataDirectory,
        Recursive = true,
    };

    private static readonly Option<OutputFormat> Output = new("--output", "-o") { Description = "How results are printed", DefaultValueFactory = _ => OutputFormat.Table, Recursive = true };

    public static string DefaultDataDirectory => Environment.GetEnvironmentVariable("GATEHOUSE_DATA") is { Length: > 0 } value ? value : ".gatehouse";

    /// <summary>Adds the options to a command and, through it, to all below.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Server);
        command.Options.Add(Token);
        command.Options.Add(Authority);
        command.Options.Add(Data);
        command.Options.Add(Output);
    }

    /// <summary>Gives a command an action that talks to a server.</summary>
    public static void SetClientAction(this Command command, Func<ClientCall, Task> action) => command.SetAction(async (result, cancellationToken) =>
    {
        using var client = new GatehouseClient(ClientTargetFinder.Find(result.GetValue(Server), result.GetValue(Token), result.GetValue(Data)!, result.GetValue(Authority)));
        var call = new ClientCall(client, result, new(result.GetValue(Output)), cancellationToken);
        await action(call);
        return call.ExitCode;
    });
}
