using System.CommandLine;
using System.Text.Json.Nodes;
using Gatehouse.Manifests.Kinds;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse keys list</c>: the keys that stored policies trust, and where each stands.</summary>
internal static class KeysListCommand
{
    private const int PageSize = 1_000;
    private static readonly Option<string> Kind = new("--kind") { Description = "Only in documents of this kind, for example AttestationAuthority" };

    public static Command Create()
    {
        var command = new Command("list", "List the keys that stored policies trust") { Kind };
        ClientOptions.AddTo(command);
        command.SetClientAction(ListAsync);
        return command;
    }

    private static async Task ListAsync(ClientCall call)
    {
        var keys = new JsonArray();
        var token = "";
        do
        {
            var query = RecordPaths.Query(("kind", call.Get(Kind)), ("pageSize", PageSize.ToString(null, null)), ("pageToken", token));
            var page = await call.Client.GetJsonAsync("v1/manifests" + query, call.CancellationToken);
            foreach (var entry in (page["manifests"] as JsonArray ?? []).SelectMany(Describe))
            {
                keys.Add(entry);
            }

            token = (string?)page["nextPageToken"] ?? "";
        }
        while (token.Length > 0);

        call.Printer.Print(new JsonObject { ["keys"] = keys }, console => PrintTable(console, keys));
    }

    private static IEnumerable<JsonNode> Describe(JsonNode? stored) => ManifestKeys.Find(stored!["manifest"]).Select(found => new JsonObject
    {
        ["id"] = found.Key.Id,
        ["keyKind"] = found.Key.Kind,
        ["kind"] = (string?)stored["kind"],
        ["namespace"] = (string?)stored["namespace"],
        ["name"] = (string?)stored["name"],
        ["field"] = found.Field,
        ["revoked"] = (bool?)stored["manifest"]?["spec"]?["revoked"] ?? false,
    });

    private static void PrintTable(IAnsiConsole console, JsonArray keys)
    {
        var table = Printer.CreateTable("KEY", "KIND", "POLICY", "FIELD", "STATE");
        foreach (var key in keys)
        {
            var policy = string.Join('/', new[] { (string?)key!["kind"], (string?)key["namespace"], (string?)key["name"] }.Where(p => p is not (null or "" or ManifestKey.NoNamespace)));
            table.AddRow(new Text((string)key["id"]!), new Text((string)key["keyKind"]!), new Text(policy), new Text((string)key["field"]!), new Text((bool)key["revoked"]! ? "revoked" : "trusted"));
        }

        console.Write(table);
        console.WriteLine(keys.Count == 0 ? "No stored policy holds a key." : $"{keys.Count} found.");
    }
}
