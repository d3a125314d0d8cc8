using Gatehouse.EndToEnd.Tests.Servers;
using Gatehouse.Fakes.Postgres;

namespace Gatehouse.EndToEnd.Tests.Limits;

/// <summary>Names are as long as every store can index, and no longer, on each of them.</summary>
public sealed class NameLimitTests
{
    /// <summary>Three bytes in UTF-8.</summary>
    private static readonly string Wide = new('語', 800);

    [Fact]
    public async Task Names_are_limited_on_SQLite()
    {
        await using var server = await GatehouseProcess.StartAsync();
        await AssertAsync(server, 2_400);
    }

    [Fact]
    public async Task Names_are_limited_on_PostgreSQL()
    {
        var binaries = PostgresServer.FindBinaries();
        Assert.SkipWhen(binaries is null, "PostgreSQL is not installed");
        await using var postgres = await PostgresServer.StartAsync(binaries!, TestContext.Current.CancellationToken);
        await using var server = await GatehouseProcess.StartAsync(new() { Store = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken) });
        await AssertAsync(server, 2_400);
    }

    [Fact]
    public async Task The_limit_is_an_option()
    {
        await using var server = await GatehouseProcess.StartAsync(new ServerSetup().With("limits:nameBytes", "100"));
        await AssertAsync(server, 100);
    }

    private static async Task AssertAsync(GatehouseProcess server, int bytes)
    {
        using var http = server.CreateHttpClient();
        var project = $"p{Guid.NewGuid():N}"[..9];
        await http.DoAsync(HttpMethod.Post, "/v1/projects", $$"""{"name":"projects/{{project}}"}""");
        var room = bytes - $"projects/{project}/notes/".Length;
        var (longest, filler) = (new string('語', Math.Min(room / 3, 1_024)), new string('x', room % 3));
        var note = (string)(await http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId={Uri.EscapeDataString(longest + filler)}", Samples.VulnerabilityNote))["name"]!;
        Assert.Equal(bytes, System.Text.Encoding.UTF8.GetByteCount(note));
        await http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        var message = await http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId={Uri.EscapeDataString(longest + filler + "y")}", Samples.VulnerabilityNote);
        Assert.Contains($"at most {bytes}", message, StringComparison.Ordinal);
        Assert.Contains("limits.nameBytes", message, StringComparison.Ordinal);
        await http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, "/v1/projects", $$"""{"name":"projects/{{Wide}}"}""");
        await http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/locations/{Uri.EscapeDataString(Wide)}/occurrences", Samples.Vulnerability(note));
        await http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes:batchCreate", $$$"""{"notes":{"{{{Wide}}}":{{{Samples.VulnerabilityNote}}},"short":{{{Samples.VulnerabilityNote}}}}}""");
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/short");
        foreach (var path in (string[])[$"projects/{project}/notes/{Uri.EscapeDataString(Wide)}y", $"projects/{project}/occurrences/{Uri.EscapeDataString(Wide)}y", $"projects/{Uri.EscapeDataString(Wide)}y"])
        {
            await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/{path}");
            await http.FailAsync(404, "NOT_FOUND", HttpMethod.Delete, $"/v1/{path}");
        }
    }
}
