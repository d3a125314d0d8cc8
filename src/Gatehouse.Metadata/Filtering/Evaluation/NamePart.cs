using Gatehouse.Grafeas.V1;
using Google.Protobuf;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>Parts of a record's name and of its note's name: <c>projects/P[/locations/L]/COLLECTION/ID</c>. Empty when the name has another form.</summary>
internal static class NamePart
{
    private const string Projects = "projects/";

    public static ReadOnlySpan<char> Of(IMessage record, RecordColumn column) => column switch
    {
        RecordColumn.ProjectId => Project(Name(record)),
        RecordColumn.Id => Id(Name(record)),
        RecordColumn.NoteProjectId => Project(((Occurrence)record).NoteName),
        RecordColumn.NoteId => Id(((Occurrence)record).NoteName),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ReadOnlySpan<char> Name(IMessage record) => record switch
    {
        Occurrence occurrence => occurrence.Name,
        Note note => note.Name,
        _ => throw new ArgumentException($"A {record.Descriptor.Name} has no parts of a name to filter by.", nameof(record)),
    };

    private static ReadOnlySpan<char> Project(ReadOnlySpan<char> name) => IsFull(name) ? name[Projects.Length..][..name[Projects.Length..].IndexOf('/')] : [];

    private static ReadOnlySpan<char> Id(ReadOnlySpan<char> name) => IsFull(name) ? name[(name.LastIndexOf('/') + 1)..] : [];

    private static bool IsFull(ReadOnlySpan<char> name) => name.StartsWith(Projects) && name.Count('/') is 3 or 5;
}
