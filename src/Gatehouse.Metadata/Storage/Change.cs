using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Storage;

/// <summary>One write, in the one total order of all writes.</summary>
/// <param name="Revision">Its place in the order; strictly increasing, and a reader who has seen a revision has seen all before it.</param>
/// <param name="Collection"><c>projects</c>, <c>notes</c>, <c>occurrences</c> or a document's collection.</param>
/// <param name="Name">Full resource name, or a document's key.</param>
/// <param name="ProjectId">Empty for the server's own documents.</param>
/// <param name="Kind">Of notes and occurrences; unspecified otherwise.</param>
/// <param name="ResourceUri">Of occurrences, as written; empty otherwise.</param>
public sealed record Change(
    long Revision,
    DateTimeOffset Time,
    ChangeType Type,
    string Collection,
    string Name,
    string ProjectId,
    NoteKind Kind,
    string ResourceUri,
    WriteOrigin Origin);
