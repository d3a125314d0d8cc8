using System.Diagnostics;

namespace Gatehouse.Attestation.Tests.Pgp;

/// <summary>GnuPG with a home of its own, which is removed afterwards.</summary>
internal sealed class Gpg : IDisposable
{
    public const string Absent = "gpg is not on this machine";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("gpg");

    public static bool IsPresent { get; } = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, "gpg"))) ?? false;

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_home.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>What it wrote; fails the test when it fails.</summary>
    public byte[] Run(params string[] arguments)
    {
        var (exitCode, output, error) = Start(arguments);
        Assert.True(exitCode == 0, $"gpg {string.Join(' ', arguments)}: {error}");
        return output;
    }

    public (int ExitCode, byte[] Output, string Error) Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("gpg") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--homedir", _home.FullName, "--batch", "--yes", "--quiet", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), error.Result);
    }

    public void Dispose()
    {
        using var kill = Process.Start(new ProcessStartInfo("gpgconf", ["--homedir", _home.FullName, "--kill", "all"]) { RedirectStandardError = true });
        kill!.WaitForExit();
        _home.Delete(recursive: true);
    }
}
