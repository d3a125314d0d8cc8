using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Fakes.Postgres;

/// <summary>
/// A PostgreSQL server of our own for tests: a new cluster in a temporary folder, on a free port of loopback, run by an unprivileged user when we are root
/// (initdb refuses root). It ends, and the folder goes, on disposal.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "gatehouse";
    private static readonly string[] Unprivileged = ["postgres", "nobody"];

    private readonly string _binaries;
    private readonly string? _runAs;
    private readonly string _folder;
    private int _databases;

    private PostgresServer(string binaries, string? runAs, string folder, int port) => (_binaries, _runAs, _folder, Port) = (binaries, runAs, folder, port);

    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The folder of initdb and pg_ctl: Debian's newest, else on the PATH; null when they are not installed.</summary>
    public static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var debian = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
    }

    /// <summary>Throws when the server does not start; the message carries its log.</summary>
    /// <param name="binaries">From <see cref="FindBinaries"/>.</param>
    public static async Task<PostgresServer> StartAsync(string binaries, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-postgres-").FullName;
        var runAs = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? await FindUserAsync(cancellationToken) : null;
        var server = new PostgresServer(binaries, runAs, folder, FreePort());
        try
        {
            await server.InitializeAsync(cancellationToken);
            await server.ControlAsync(["start", "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", server.Settings], cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <returns>The connection string of a new, empty database.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await RunAsync([Path.Combine(_binaries, "createdb"), "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, name], cancellationToken);
        return $"Host=127.0.0.1;Port={Port};Database={name};Username={User}";
    }

    /// <summary>As a crash: no checkpoint, connections cut off, recovery from the log.</summary>
    public Task CrashAndRestartAsync(CancellationToken cancellationToken) =>
        ControlAsync(["restart", "-m", "immediate", "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o", Settings], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await ControlAsync(["stop", "-m", "immediate", "-w"], CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Settings => $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200";

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (_runAs is not null)
        {
            await RunAsync("chown", [_runAs, _folder], cancellationToken);
        }

        await RunAsync([Path.Combine(_binaries, "initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C"], cancellationToken);
    }

    private Task ControlAsync(string[] arguments, CancellationToken cancellationToken) =>
        RunAsync([Path.Combine(_binaries, "pg_ctl"), "-D", Data, .. arguments], cancellationToken);

    private Task RunAsync(string[] command, CancellationToken cancellationToken) => _runAs is null
        ? RunAsync(command[0], command[1..], cancellationToken)
        : RunAsync("setpriv", ["--reuid", _runAs, "--regid", _runAs == "nobody" ? "nogroup" : _runAs, "--clear-groups", .. command], cancellationToken);

    /// <summary>Output goes through files of the shell's: a server that is started inherits pipes and would hold them open.</summary>
    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var output = Path.GetTempFileName();
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        var text = await File.ReadAllTextAsync(output, cancellationToken);
        File.Delete(output);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {text}");
        }
    }

    private static async Task<string> FindUserAsync(CancellationToken cancellationToken)
    {
        var known = (await File.ReadAllLinesAsync("/etc/passwd", cancellationToken)).Select(l => l.Split(':')[0]).ToHashSet();
        return Unprivileged.First(known.Contains);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
