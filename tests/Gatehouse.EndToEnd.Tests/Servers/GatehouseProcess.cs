using System.Diagnostics;
using System.Text.Json.Nodes;
using Grpc.Net.Client;

namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>The real binary in a process of its own, on free ports and a data directory that goes with it.</summary>
public sealed class GatehouseProcess : IAsyncDisposable
{
    private readonly bool _ownsDirectory;
    private Process _process;
    private JsonNode _endpoints;

    private GatehouseProcess(Process process, string directory, bool ownsDirectory, JsonNode endpoints) =>
        (_process, Directory, _ownsDirectory, _endpoints) = (process, directory, ownsDirectory, endpoints);

    public string Directory { get; }

    public int ProcessId => _process.Id;

    public Uri Http => new((string)_endpoints["http"]!);

    public Uri Grpc => new((string)_endpoints["grpc"]!);

    public string Token => File.ReadAllText(Path.Combine(Directory, "admin.token")).Trim();

    public static string Dll => Path.Combine(AppContext.BaseDirectory, "gatehouse.dll");

    public static async Task<GatehouseProcess> StartAsync(string? directory = null, params string[] arguments)
    {
        var home = directory ?? System.IO.Directory.CreateTempSubdirectory("gatehouse-test-").FullName;
        var process = Launch(home, arguments);
        return new(process, home, directory is null, await WaitAsync(process, home));
    }

    /// <summary>A client that speaks as the administrator.</summary>
    public HttpClient CreateHttpClient(string? token = null)
    {
        var http = new HttpClient { BaseAddress = Http };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token ?? Token);
        return http;
    }

    public GrpcChannel CreateChannel() => GrpcChannel.ForAddress(Grpc, new() { MaxReceiveMessageSize = null });

    /// <summary>Ends the process without warning, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM) and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(null, null)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Starts it again on the same data.</summary>
    public async Task RestartAsync(params string[] arguments)
    {
        _process.Dispose();
        _process = Launch(Directory, arguments);
        _endpoints = await WaitAsync(_process, Directory);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        if (_ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private static Process Launch(string directory, string[] arguments)
    {
        // A killed server leaves its file behind; what is waited for is the new one's.
        File.Delete(Path.Combine(directory, "endpoints.json"));
        var start = new ProcessStartInfo("dotnet", [Dll, "serve", "--data", directory, "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<JsonNode> WaitAsync(Process process, string directory)
    {
        var file = Path.Combine(directory, "endpoints.json");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60);)
        {
            if (File.Exists(file))
            {
                process.ErrorDataReceived += static (_, _) => { };
                process.BeginErrorReadLine();
                return JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            }

            if (process.HasExited)
            {
                throw new InvalidOperationException($"the server ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        process.Kill();
        throw new TimeoutException($"the server did not start: {await process.StandardError.ReadToEndAsync()}");
    }
}
