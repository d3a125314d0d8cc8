using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>A disk that does not take writes.</summary>
public sealed class DiskTests
{
    private const string Reason = "needs root and the right to mount a file system";

    [Fact]
    public async Task On_a_full_disk_writes_are_UNAVAILABLE_reads_go_on_and_freed_space_heals_it()
    {
        using var disk = SmallDisk.TryMount(24);
        Assert.SkipWhen(disk is null, Reason);
        await using var server = await GatehouseProcess.StartAsync(new() { Directory = disk!.Path });
        using var http = server.CreateHttpClient();
        var (project, note) = await http.CreateNoteAsync();
        var acknowledged = new List<string> { await http.CreateOccurrenceAsync(project, Samples.Vulnerability(note)) };

        var filler = disk.Fill();
        var large = Samples.Vulnerability(note).Replace("\"noteName\"", $"\"remediation\":\"{new string('x', 200_000)}\",\"noteName\"", StringComparison.Ordinal);
        var refused = await http.FailAsync(503, "UNAVAILABLE", HttpMethod.Post, $"/v1/projects/{project}/occurrences", large);
        Assert.Contains("disk", refused, StringComparison.Ordinal);
        Assert.Contains("free space", refused, StringComparison.Ordinal);
        Assert.Equal(acknowledged, (await http.ListAllAsync($"/v1/projects/{project}/occurrences")).Names());

        File.Delete(filler);
        acknowledged.Add(await http.CreateOccurrenceAsync(project, large));
        await server.KillAsync();
        await server.RestartAsync();
        using var again = server.CreateHttpClient();
        Assert.Equal(acknowledged, (await again.ListAllAsync($"/v1/projects/{project}/occurrences")).Names());
    }

    [Fact]
    public async Task On_a_read_only_disk_the_server_does_not_start_says_why_and_starts_once_it_can_write()
    {
        using var disk = SmallDisk.TryMount(24);
        Assert.SkipWhen(disk is null, Reason);
        var setup = new ServerSetup { Directory = disk!.Path };
        string project, note;
        await using (var server = await GatehouseProcess.StartAsync(setup))
        {
            using var http = server.CreateHttpClient();
            (project, note) = await http.CreateNoteAsync();
            Assert.Equal(0, await server.StopAsync());
        }

        Assert.SkipUnless(disk.TryMakeReadOnly(), Reason);
        var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(setup);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("error: ", errors, StringComparison.Ordinal);
        Assert.Contains("read-only", errors, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(disk.Path, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);

        Assert.True(disk.TryMakeWritable());
        await using var healed = await GatehouseProcess.StartAsync(setup);
        using var again = healed.CreateHttpClient();
        Assert.Equal([note], (await again.ListAllAsync($"/v1/projects/{project}/notes", "notes")).Names());
    }
}
