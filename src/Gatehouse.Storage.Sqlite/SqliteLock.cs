using System.Globalization;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Keeps a second server off the same file: sequences and group commit are this process's own. The lock goes with the process, however it ends.</summary>
internal sealed class SqliteLock : IDisposable
{
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
        catch (IOException exception) when (File.Exists(path))
        {
            throw new StoreUnavailableException($"another server (process {Holder(path)}) works on {Path.GetFullPath(database)}: stop it, or choose another --data directory", exception);
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
