using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gatehouse.Load;

/// <summary>The real binary, on a data directory of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private ServerProcess(Process process, string directory, JsonNode endpoints, TimeSpan startTime)
    {
        (_process, _directory, StartTime) = (process, directory, startTime);
        Http = (string)endpoints["http"]!;
        Grpc = (string)endpoints["grpc"]!;
        Token = File.Exists(Path.Combine(directory, "admin.token")) ? File.ReadAllText(Path.Combine(directory, "admin.token")).Trim() : "none";
    }

    public string Http { get; }

    public string Grpc { get; }

    public string Token { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Resident memory in bytes, now and at its peak.</summary>
    public (long Now, long Peak) Memory
    {
        get
        {
            _process.Refresh();
            return (_process.WorkingSet64, _process.PeakWorkingSet64);
        }
    }

    public long DiskBytes => new DirectoryInfo(_directory).EnumerateFiles().Sum(f => f.Length);

    public static async Task<ServerProcess> StartAsync(LoadOptions options, string? directory = null)
    {
        directory ??= Directory.CreateTempSubdirectory("gatehouse-load-").FullName;
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet", [options.GatehouseDll, "serve", "--data", directory, "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0"]) { RedirectStandardOutput = true };

        // A line for each decision would be measured too.
        start.Environment["GATEHOUSE__LOGGING__LOGLEVEL__DEFAULT"] = "Warning";
        if (options.Store.Length > 0)
        {
            start.ArgumentList.Add("--store");
            start.ArgumentList.Add(options.Store);
        }

        var process = Process.Start(start)!;
        var file = Path.Combine(directory, "endpoints.json");
        while (!File.Exists(file))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"the server ended with exit code {process.ExitCode}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        var server = new ServerProcess(process, directory, JsonNode.Parse(await File.ReadAllTextAsync(file))!, TimeSpan.Zero);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        (await http.GetAsync(server.Http + "/v1/projects")).EnsureSuccessStatusCode();
        server.StartTime = clock.Elapsed;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
