using Gatehouse.Metadata.Storage;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>What the database says, with what to do about it.</summary>
internal static class SqliteFailures
{
    public static StoreUnavailableException Translate(SqliteException exception) => new(Explain(exception), exception);

    private static string Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        13 => "the disk of the data directory is full: free space, or move the data directory; nothing of this call was written",
        8 => "the database is read-only: check the mount and the permissions of the data directory; nothing of this call was written",
        10 => $"the disk of the data directory failed ({exception.Message}): check the disk; nothing of this call was written",
        11 or 26 => $"the database is damaged ({exception.Message}): stop the server and restore a backup",
        14 => "the database cannot be opened: check the permissions of the data directory and the limit of open files",
        _ => $"the database failed: {exception.Message}",
    };
}
