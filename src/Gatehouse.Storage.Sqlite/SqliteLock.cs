using System.Globalization;
using System.Text;
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
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new(file);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new StoreUnavailableException($"another server (process {Holder(path)}) works on {Path.GetFullPath(database)}: stop it, or choose another --data directory", exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
