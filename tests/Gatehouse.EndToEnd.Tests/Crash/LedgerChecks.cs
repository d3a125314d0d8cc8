using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>What a ledger promises, held against a server.</summary>
internal static class LedgerChecks
{
    /// <summary>Compares what is stored with what callers were told.</summary>
    /// <returns>Names by resource.</returns>
    public static async Task<Dictionary<string, string>> CheckAsync(HttpClient http, Ledger ledger, string project, params string[] others)
    {
        var stored = await http.ListAllAsync($"/v1/projects/{project}/occurrences");
        // Fails when a resource is there twice.
        var names = stored.ToDictionary(o => (string)o["resourceUri"]!, o => (string)o["name"]!);
        Assert.DoesNotContain(ledger.Acknowledged, a => names.GetValueOrDefault(a.Key) != a.Value);
        Assert.DoesNotContain(names.Keys, ledger.Refused.ContainsKey);

        var possible = ledger.Unanswered.Keys.SelectMany(id => Enumerable.Range(0, Storm.BatchItems).Select(i => $"{Storm.ResourceOf(id)}/{i}").Append(Storm.ResourceOf(id))).ToHashSet();
        Assert.DoesNotContain(names.Keys.Except(others), r => !ledger.Acknowledged.ContainsKey(r) && !possible.Contains(r));

        var batches = names.Keys.Where(r => r.Contains("/batch/", StringComparison.Ordinal)).GroupBy(r => r[..r.LastIndexOf('/')]);
        Assert.All(batches, b => Assert.Equal(Storm.BatchItems, b.Count()));

        var remediations = stored.ToDictionary(o => (string)o["name"]!, o => int.Parse((string?)o["remediation"] ?? "0", CultureInfo.InvariantCulture));
        Assert.All(ledger.Updated, u => Assert.InRange(remediations[u.Key], u.Value, u.Value + 1));
        await CheckChangesAsync(http, project, names.Values);
        return names;
    }

    /// <summary>Sends every create that had no answer once more under its request id: afterwards each is there exactly once.</summary>
    public static async Task RepeatUnansweredAsync(HttpClient http, Ledger ledger)
    {
        foreach (var (id, write) in ledger.Unanswered)
        {
            var (status, body) = await http.SendJsonAsync(HttpMethod.Post, write.Path, write.Json, ("gatehouse-request-id", id));
            Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
            foreach (var made in (JsonArray?)body["occurrences"] ?? [body.DeepClone()])
            {
                ledger.Acknowledged[(string)made!["resourceUri"]!] = (string)made["name"]!;
            }

            ledger.Unanswered.TryRemove(id, out _);
        }
    }

    /// <summary>The feed tells of each occurrence's creation once, in rising revisions.</summary>
    private static async Task CheckChangesAsync(HttpClient http, string project, IEnumerable<string> names)
    {
        var changes = await http.ListAllAsync($"/v1/projects/{project}/changes", "changes");
        var revisions = changes.Select(c => long.Parse((string)c["revision"]!, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(revisions.Distinct().Order(), revisions);
        var created = changes.Where(c => (string?)c["type"] == "CREATED" && (string?)c["collection"] == "occurrences").Select(c => (string)c["name"]!);
        Assert.Equal(names.Order(StringComparer.Ordinal), created.Order(StringComparer.Ordinal));
    }
}
