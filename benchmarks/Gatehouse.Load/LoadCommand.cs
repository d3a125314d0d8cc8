using System.Diagnostics;
using Gatehouse.Grafeas.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Spectre.Console;

namespace Gatehouse.Load;

/// <summary>Fills a real server with records of production's shape and measures it over gRPC and JSON, with the client on the same cores.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args);
        await using var server = await ServerProcess.StartAsync(options);
        using var channel = GrpcChannel.ForAddress(server.Grpc, new() { MaxReceiveMessageSize = null });
        var call = new CallOptions(new Grpc.Core.Metadata { { "authorization", "Bearer " + server.Token } });
        var grafeas = new Grafeas.V1.Grafeas.GrafeasClient(channel);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new(server.Http) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);

        var report = new Report(options, server);
        await CreateNotesAsync(new(channel), grafeas, call);
        var names = await FillAsync(grafeas, call, options.Occurrences, report);
        await new Scenarios(grafeas, http, call, names, options, server, report).RunAsync();
        report.Print(AnsiConsole.Console);
        return report.Failures == 0 ? 0 : 1;
    }

    private static async Task CreateNotesAsync(Projects.ProjectsClient projects, Grafeas.V1.Grafeas.GrafeasClient grafeas, CallOptions call)
    {
        await projects.CreateProjectAsync(new() { Project = new() { Name = SampleData.Parent } }, call);
        var request = new BatchCreateNotesRequest { Parent = SampleData.Parent };
        foreach (var (id, note) in SampleData.Notes())
        {
            request.Notes.Add(id, note);
        }

        await grafeas.BatchCreateNotesAsync(request, call);
    }

    private static async Task<string[]> FillAsync(Grafeas.V1.Grafeas.GrafeasClient grafeas, CallOptions call, int count, Report report)
    {
        const int Batch = 1_000;
        var names = new List<string>(count);
        var times = new List<double>();
        for (var start = 0; start < count; start += Batch)
        {
            var request = new BatchCreateOccurrencesRequest { Parent = SampleData.Parent };
            request.Occurrences.AddRange(Enumerable.Range(start, Math.Min(Batch, count - start)).Select(SampleData.Occurrence));
            var clock = Stopwatch.GetTimestamp();
            var created = await grafeas.BatchCreateOccurrencesAsync(request, call);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            names.AddRange(created.Occurrences.Select(o => o.Name));
        }

        times.Sort();
        report.Add("batch of 1000, durable, 1 caller", "gRPC", new(1000 / times[times.Count / 2], times[times.Count / 2], times[(int)(times.Count * 0.99)], 0), "p50 ≤ 60 ms");
        return [.. names];
    }
}
