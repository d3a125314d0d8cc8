using System.Diagnostics;
using System.Globalization;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>A small file system of its own, which goes with the test. Needs root and the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <returns>Null where this process may not mount.</returns>
    public static SmallDisk? TryMount(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("gatehouse-disk-").FullName;
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "gatehouse-test", path))
        {
            return new(path);
        }

        Directory.Delete(path);
        return null;
    }

    public bool TryMakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public bool TryMakeWritable() => Run("mount", "-o", "remount,rw", Path);

    /// <summary>Writes a file until nothing more fits, and gives its path.</summary>
    public string Fill()
    {
        var path = System.IO.Path.Combine(Path, "filler");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        for (var chunk = new byte[256 * 1024]; chunk.Length > 0;)
        {
            try
            {
                file.Write(chunk);
            }
            catch (IOException)
            {
                chunk = chunk[..(chunk.Length / 2)];
            }
        }

        return path;
    }

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
