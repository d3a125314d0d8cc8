using System.Diagnostics;
using System.Text;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>What writes are about.</summary>
internal static class WriteNames
{
    /// <summary>An index row holds at most 2,704 bytes; this leaves room for its other columns.</summary>
    public const int MaximumBytes = 2_400;

    public static string Of(RecordWrite write) => write switch
    {
        RecordWrite.CreateProject w => w.Name.ToString(),
        RecordWrite.DeleteProject w => w.Name.ToString(),
        RecordWrite.CreateNote w => w.Name.ToString(),
        RecordWrite.UpdateNote w => w.Name.ToString(),
        RecordWrite.DeleteNote w => w.Name.ToString(),
        RecordWrite.CreateOccurrence w => w.Name.ToString(),
        RecordWrite.UpdateOccurrence w => w.Name.ToString(),
        RecordWrite.DeleteOccurrence w => w.Name.ToString(),
        RecordWrite.PutDocument w => w.Key,
        RecordWrite.DeleteDocument w => w.Key,
        _ => throw new UnreachableException(),
    };

    /// <summary>Before a set can share a transaction with others, which it must not spoil.</summary>
    public static void RequireStorable(WriteSet set)
    {
        foreach (var write in set.Writes)
        {
            var name = Of(write);
            if (Creates(write) && name.Length > MaximumBytes / 3 && Encoding.UTF8.GetByteCount(name) > MaximumBytes)
            {
                throw new ArgumentException($"The name \"{name[..64]}…\" is longer than {MaximumBytes} bytes, the most that PostgreSQL can index.", nameof(set));
            }

            if (write is RecordWrite.UpdateOccurrence update && !NoteName.TryParse(update.Occurrence.NoteName, out _))
            {
                throw new ArgumentException($"\"{update.Occurrence.NoteName}\" is not of the form {NoteName.Form}.", nameof(set));
            }
        }
    }

    /// <summary>What is not there yet can be too long to be stored; to change or delete such a name finds nothing.</summary>
    private static bool Creates(RecordWrite write) => write is RecordWrite.CreateProject or RecordWrite.CreateNote or RecordWrite.CreateOccurrence or RecordWrite.PutDocument;

    /// <summary>Whether the set deletes what only the database can tell to be unused; it has a transaction of its own.</summary>
    public static bool Sweeps(WriteSet set) => set.Writes.Any(Sweeps);

    public static bool Sweeps(RecordWrite write) => write is RecordWrite.DeleteNote or RecordWrite.DeleteProject;
}
