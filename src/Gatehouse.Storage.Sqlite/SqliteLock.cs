using System.Globalization;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Keeps a second server off the same file: sequences and group commit are this process's own. The lock goes with the process, however it ends.</summary>
internal sealed class SqliteLock : IDisposable
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMacOS = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);
    private readonly FileStream _file;

    private SqliteLock(FileStream file) => _file = file;

    public static SqliteLock Take(string database)
    {
        var path = database + ".lock";
        try
        {
            // Only None is exclusive on Unix; others then cannot read the file either, so the holder stands in a second one.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderPath(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (IOException exception) when (exception.HResult is WouldBlockOnLinux or WouldBlockOnMacOS or SharingViolationOnWindows)
        {
            throw new StoreUnavailableException($"another server (process {Holder(path)}) works on {Path.GetFullPath(database)}: stop it, or choose another --data directory", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{Path.GetFullPath(database)} cannot be written ({exception.Message.TrimEnd('.')}): check the mount, the permissions and the space of the data directory", exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string HolderPath(string path) => path + ".holder";

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(HolderPath(path));
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
