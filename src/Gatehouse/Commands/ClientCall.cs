using System.CommandLine;
using Gatehouse.Host.Client;

namespace Gatehouse.Host.Commands;

/// <summary>One run of a command that talks to a server.</summary>
internal sealed record ClientCall(GatehouseClient Client, ParseResult Arguments, Printer Printer, CancellationToken CancellationToken)
{
    /// <summary>0 unless the action sets something else.</summary>
    public int ExitCode { get; set; }

    public T Get<T>(Option<T> option) => Arguments.GetValue(option)!;

    public T Get<T>(Argument<T> argument) => Arguments.GetValue(argument)!;
}
