using System.Text;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Calls;

/// <summary>How long the names of records may be: as long as every store can index, so that what one takes, all do.</summary>
internal static class NameLimit
{
    /// <summary>The most that PostgreSQL can index beside the other columns of a key, in bytes of UTF-8; most and default of <see cref="MetadataLimits.NameBytes"/>.</summary>
    public const int MostBytes = 2_400;

    public static void Check(string field, string name, int maximumBytes, List<FieldError> errors)
    {
        if (FindMistake(name, maximumBytes) is { } mistake)
        {
            errors.Add(new(field, mistake));
        }
    }

    /// <summary>The names of what a set would create.</summary>
    public static IEnumerable<(int Index, string Mistake)> Find(IEnumerable<RecordWrite> writes, int maximumBytes) =>
        from item in writes.Select((write, index) => (Name: CreatedBy(write), index))
        where item.Name is not null
        let mistake = FindMistake(item.Name, maximumBytes)
        where mistake is not null
        select (item.index, mistake);

    private static string? CreatedBy(RecordWrite write) => write switch
    {
        RecordWrite.CreateProject project => project.Name.ToString(),
        RecordWrite.CreateNote note => note.Name.ToString(),
        RecordWrite.CreateOccurrence occurrence => occurrence.Name.ToString(),
        _ => null,
    };

    private static string? FindMistake(string name, int maximumBytes) => name.Length > maximumBytes / 3 && Encoding.UTF8.GetByteCount(name) is var bytes && bytes > maximumBytes
        ? $"the name \"{Start(name)}…\" has {bytes} bytes in UTF-8; at most {maximumBytes} are allowed (limits.nameBytes)"
        : null;

    private static string Start(string name)
    {
        const int shown = 64;
        return name.Length <= shown ? name : name[..(char.IsHighSurrogate(name[shown - 1]) ? shown - 1 : shown)];
    }
}
