using System.Text.Json.Nodes;

namespace Gatehouse.EndToEnd.Tests.Contracts;

/// <summary>The methods and routes of the inventories in <c>../shared/contracts</c> next to the checkout.</summary>
internal static class ContractInventory
{
    private const string Absent = "the contract inventories are not on this machine";

    private static readonly JsonNode[] Files = [.. FindFolder() is { } folder ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => JsonNode.Parse(File.ReadAllText(f))!) : []];

    /// <summary>Every verb and path once.</summary>
    public static TheoryData<string, string> Bindings => Files.Length == 0
        ? [new TheoryDataRow<string, string>("", "") { Skip = Absent }]
        : [.. Methods.SelectMany(m => m.Method["http"] as JsonArray ?? []).Select(b => ((string)b!["verb"]!, (string)b["path"]!)).Distinct()];

    /// <summary>Every gRPC method once, as <c>package.Service</c> and its name.</summary>
    public static TheoryData<string, string> Calls => Files.Length == 0
        ? [new TheoryDataRow<string, string>("", "") { Skip = Absent }]
        : [.. Methods.Select(m => (m.Service, m.Name)).Distinct()];

    private static IEnumerable<(string Service, string Name, JsonNode Method)> Methods =>
        from file in Files
        from service in file["services"]!.AsObject()
        from method in service.Value!["methods"]!.AsObject()
        select (service.Key, method.Key, method.Value!);

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var contracts = Path.Combine(folder.FullName, "shared", "contracts");
            if (Directory.Exists(contracts))
            {
                return contracts;
            }
        }

        return null;
    }
}
