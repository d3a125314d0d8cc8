using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Storage;

/// <summary>One change to the store, with the conditions under which it may happen. Messages are complete: the service has set names, kinds and times.</summary>
public abstract record RecordWrite
{
    private RecordWrite()
    {
    }

    /// <summary>Refused with <see cref="WriteRefusalReason.AlreadyExists"/> when the project exists.</summary>
    public sealed record CreateProject(ProjectName Name, DateTimeOffset CreateTime) : RecordWrite;

    /// <summary>
    /// Deletes the project, its notes and occurrences, and every document whose key is the project's name or lies below it (<c>projects/P/…</c>).
    /// Refused with <see cref="WriteRefusalReason.NoteInUse"/> when another project's occurrence refers to one of its notes.
    /// </summary>
    public sealed record DeleteProject(ProjectName Name) : RecordWrite;

    /// <summary>Refused when the project does not exist or the name is taken.</summary>
    public sealed record CreateNote(NoteName Name, Note Note) : RecordWrite;

    /// <summary>Replaces the message. Refused with <see cref="WriteRefusalReason.RevisionMismatch"/> when the note has changed since <paramref name="ExpectedRevision"/>.</summary>
    public sealed record UpdateNote(NoteName Name, Note Note, long ExpectedRevision) : RecordWrite;

    /// <summary>Refused with <see cref="WriteRefusalReason.NoteInUse"/> while an occurrence refers to it. Takes the note's policy document with it.</summary>
    public sealed record DeleteNote(NoteName Name) : RecordWrite;

    /// <summary>
    /// Refused when the project does not exist, the name is taken, the note does not exist (a note created earlier in the same set counts) or
    /// the note's kind differs from the occurrence's.
    /// </summary>
    public sealed record CreateOccurrence(OccurrenceName Name, Occurrence Occurrence) : RecordWrite;

    /// <summary>Replaces the message. Refused with <see cref="WriteRefusalReason.RevisionMismatch"/> when the occurrence has changed since <paramref name="ExpectedRevision"/>.</summary>
    public sealed record UpdateOccurrence(OccurrenceName Name, Occurrence Occurrence, long ExpectedRevision) : RecordWrite;

    /// <summary>Takes the occurrence's policy document with it.</summary>
    public sealed record DeleteOccurrence(OccurrenceName Name) : RecordWrite;

    /// <summary>Writes a document. <paramref name="ExpectedRevision"/>: null writes whatever is there, 0 demands that none is there; refused with <see cref="WriteRefusalReason.RevisionMismatch"/> otherwise.</summary>
    /// <param name="ProjectId">The project whose watchers may see the change; empty for the server's own.</param>
    public sealed record PutDocument(string Collection, string Key, string ProjectId, ReadOnlyMemory<byte> Content, long? ExpectedRevision) : RecordWrite;

    /// <summary>Refused with <see cref="WriteRefusalReason.NotFound"/> when absent and with <see cref="WriteRefusalReason.RevisionMismatch"/> when changed since.</summary>
    public sealed record DeleteDocument(string Collection, string Key, string ProjectId, long? ExpectedRevision) : RecordWrite;
}
