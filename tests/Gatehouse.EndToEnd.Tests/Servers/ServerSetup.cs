using System.Collections.Immutable;
using System.Diagnostics;

namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>How to start a server; whatever is not said is a free port and a directory of its own.</summary>
public sealed record ServerSetup
{
    /// <summary>Data directory; null for one that is made for this server and deleted with it.</summary>
    public string? Directory { get; init; }

    public string Http { get; init; } = "127.0.0.1:0";

    public string Grpc { get; init; } = "127.0.0.1:0";

    /// <summary>ADDRESS:PORT of TLS; null for none.</summary>
    public string? Tls { get; init; }

    /// <summary>Configuration file; null for the one in the data directory, if it is there.</summary>
    public string? Config { get; init; }

    /// <summary>Whether the data directory is said by a flag; else the settings have to say it.</summary>
    public bool SaysDirectory { get; init; } = true;

    /// <summary>PostgreSQL connection string; null for SQLite.</summary>
    public string? Store { get; init; }

    /// <summary>Options as gatehouse.yaml spells them, for example <c>changes:streamsPerPrincipal</c>.</summary>
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ServerSetup With(string setting, string value) => this with { Settings = Settings.SetItem(setting, value) };

    internal ProcessStartInfo Describe(string directory)
    {
        string[] store = Store is null ? [] : ["--store", Store];
        string[] tls = Tls is null ? [] : ["--tls", Tls];
        string[] config = Config is null ? [] : ["--config", Config];
        string[] data = SaysDirectory ? ["--data", directory] : [];
        var start = new ProcessStartInfo("dotnet", [GatehouseProcess.Dll, "serve", .. data, .. config, "--http", Http, "--grpc", Grpc, .. tls, .. store])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings)
        {
            start.Environment[$"GATEHOUSE__{name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}"] = value;
        }

        return start;
    }
}
