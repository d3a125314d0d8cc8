using System.Net;
using Gatehouse.EndToEnd.Tests.Crash;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Soak;

public sealed class SoakTests
{
    private const int Callers = 4;
    private const long Slack = 48 << 20;

    [Fact]
    public async Task Memory_stays_flat_while_callers_write_list_and_come_and_go()
    {
        LongRun.SkipUnlessAsked();
        await using var server = await GatehouseProcess.StartAsync();
        using var http = server.CreateHttpClient();
        var (project, note) = await http.CreateNoteAsync();
        var ledger = new Ledger();
        var meter = new MemoryMeter(server.ProcessId);
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            end.CancelAfter(LongRun.Length);
            await Task.WhenAll(
            [
                meter.RunAsync(end.Token),
                ListAsync(server, project, end.Token),
                .. Enumerable.Range(0, Callers).Select(c => new Storm(http, ledger, project, note, $"soak/{c}").RunAsync(end.Token)),
            ]);
        }

        await LedgerChecks.CheckAsync(http, ledger, project);
        var (early, late) = (meter.Median(0.25, 0.5), meter.Median(0.75, 1));
        TestContext.Current.TestOutputHelper?.WriteLine($"{ledger.Acknowledged.Count} occurrences; {early >> 20} MB in the second quarter, {late >> 20} MB in the last");
        Assert.True(late <= early + Slack, $"{early >> 20} MB in the second quarter, {late >> 20} MB in the last");
    }

    /// <summary>Each time a new connection, a page, a filtered list, a timeline and a stream that is dropped.</summary>
    private static async Task ListAsync(GatehouseProcess server, string project, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var http = server.CreateHttpClient();
            await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=200");
            await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?filter=kind%3D%22VULNERABILITY%22&pageSize=50");
            using var events = await http.GetAsync($"/v1/changes?parent=projects/{project}", HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
            // That many streams come and go that the limit of streams per principal may hold one back for a moment.
            Assert.True(events.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{events.StatusCode}: {(events.IsSuccessStatusCode ? "" : await events.Content.ReadAsStringAsync(CancellationToken.None))}");
        }
    }
}
