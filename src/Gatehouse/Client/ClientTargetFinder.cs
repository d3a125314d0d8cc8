using System.Text.Json.Nodes;

namespace Gatehouse.Host.Client;

/// <summary>Finds the server: <c>--server</c>, <c>GATEHOUSE_SERVER</c>, else one that runs on this machine by the files in its data directory.</summary>
internal static class ClientTargetFinder
{
    /// <exception cref="CommandFailure">There is none; the message says what to do.</exception>
    public static ClientTarget Find(string? server, string? token, string dataDirectory, string? certificateAuthority)
    {
        server ??= Environment("GATEHOUSE_SERVER");
        token ??= Environment("GATEHOUSE_TOKEN");
        certificateAuthority ??= Environment("GATEHOUSE_CA");
        var local = server is null;
        server ??= ReadEndpoint(dataDirectory)
            ?? throw new CommandFailure($"no server: none runs with the data directory \"{dataDirectory}\"; start one with `gatehouse serve`, or name one with --server or GATEHOUSE_SERVER");
        token ??= local ? ReadToken(dataDirectory) : null;
        return new(server, token, certificateAuthority);
    }

    private static string? ReadEndpoint(string directory)
    {
        var file = Path.Combine(directory, "endpoints.json");
        if (!File.Exists(file))
        {
            return null;
        }

        var endpoints = JsonNode.Parse(File.ReadAllText(file));
        return (string?)endpoints?["http"] ?? (string?)endpoints?["tls"];
    }

    private static string? ReadToken(string directory)
    {
        var file = Path.Combine(directory, "admin.token");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
