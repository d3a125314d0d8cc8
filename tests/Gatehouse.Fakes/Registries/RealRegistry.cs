using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Fakes.Registries;

/// <summary>Debian's <c>docker-registry</c> on a free port of this machine, with a folder of its own.</summary>
public sealed class RealRegistry : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private RealRegistry(Process process, string folder, string host) => (_process, _folder, Host) = (process, folder, host);

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Host { get; }

    public static string? FindTool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);

    public static bool IsInstalled => FindTool("docker-registry") is not null;

    public static async Task<RealRegistry> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-registry-").FullName;
        var port = FreePort();
        var configuration = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: "{{folder}}/data" }, delete: {enabled: true } }
            http: {addr: "127.0.0.1:{{port}}" }
            """);
        var start = new ProcessStartInfo(FindTool("docker-registry")!, ["serve", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var registry = new RealRegistry(process, folder, $"127.0.0.1:{port}");
        await registry.WaitAsync();
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!patience.IsCancellationRequested && !_process.HasExited)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"http://{Host}/v2/"), patience.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }

        throw new InvalidOperationException("docker-registry did not start");
    }
}
