namespace Gatehouse.Metadata.Storage;

/// <summary>Why a write was not made.</summary>
public enum WriteRefusalReason
{
    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>What is to be changed or deleted does not exist.</summary>
    NotFound,

    ProjectNotFound,

    /// <summary>The occurrence's note does not exist.</summary>
    NoteNotFound,

    /// <summary>The occurrence's kind is not its note's kind; the subject is the note's kind.</summary>
    KindMismatch,

    /// <summary>An occurrence refers to the note; the subject is the occurrence.</summary>
    NoteInUse,

    /// <summary>It changed since it was read.</summary>
    RevisionMismatch,
}
