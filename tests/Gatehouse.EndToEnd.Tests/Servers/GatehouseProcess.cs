using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>The real binary in a process of its own, on free ports and a data directory that goes with it.</summary>
public sealed class GatehouseProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ServerSetup _setup;
    private readonly StringBuilder _log = new();
    private Process _process;
    private JsonNode _endpoints = new JsonObject();

    private GatehouseProcess(ServerSetup setup, string directory)
    {
        (_setup, Directory) = (setup, directory);
        _process = Launch();
    }

    /// <summary>The published program that <c>GATEHOUSE_DLL</c> names (<c>./test</c> does), or else the one built beside the tests.</summary>
    public static string Dll { get; } = Environment.GetEnvironmentVariable("GATEHOUSE_DLL") is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "gatehouse.dll");

    public string Directory { get; }

    public int ProcessId => _process.Id;

    public Uri Http => new((string)_endpoints["http"]!);

    public Uri Tls => new((string)_endpoints["tls"]!);

    public Uri Grpc => new((string)_endpoints["grpc"]!);

    public string Token => File.ReadAllText(Path.Combine(Directory, "admin.token")).Trim();

    /// <summary>What the server has written to its standard error, across restarts.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static async Task<GatehouseProcess> StartAsync(ServerSetup? setup = null)
    {
        setup ??= new();
        var server = new GatehouseProcess(setup, setup.Directory ?? System.IO.Directory.CreateTempSubdirectory("gatehouse-test-").FullName);
        try
        {
            await server.WaitUntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a server that is expected not to come up.</summary>
    /// <returns>Its exit code and what it said on standard error.</returns>
    public static async Task<(int ExitCode, string Errors)> FailToStartAsync(ServerSetup setup)
    {
        using var process = Process.Start(setup.Describe(setup.Directory!))!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            await output;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, errors);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>A client that speaks as the administrator, or as whoever holds the token.</summary>
    public HttpClient CreateHttpClient(string? token = null)
    {
        var http = new HttpClient { BaseAddress = Http };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token ?? Token);
        return http;
    }

    public GrpcChannel CreateChannel(string? token = null)
    {
        var bearer = $"Bearer {token ?? Token}";
        var call = CallCredentials.FromInterceptor((_, headers) =>
        {
            headers.Add("authorization", bearer);
            return Task.CompletedTask;
        });
        return GrpcChannel.ForAddress(Grpc, new()
        {
            MaxReceiveMessageSize = null,
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, call),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
    }

    /// <summary>Ends the process without warning, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM) and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Starts it again on the same data, after it has ended.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        _process = Launch();
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        if (_setup.Directory is null)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private Process Launch()
    {
        // A killed server leaves its file behind; what is waited for is the new one's.
        File.Delete(Path.Combine(Directory, "endpoints.json"));
        var process = Process.Start(_setup.Describe(Directory))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Write(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private async Task WaitUntilReadyAsync()
    {
        var file = Path.Combine(Directory, "endpoints.json");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            if (File.Exists(file))
            {
                _endpoints = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
                return;
            }

            if (_process.HasExited)
            {
                _process.WaitForExit();
                throw new InvalidOperationException($"the server ended with {_process.ExitCode}: {Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        throw new TimeoutException($"the server did not start: {Log}");
    }
}
