using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>A fact of a report.</summary>
/// <param name="Identity">What makes it the same fact in the next report: kind, tool, note, resource, package, version, path.</param>
/// <param name="NoteId">Id of its note in the project.</param>
/// <param name="Occurrence">Complete but for name, note name, kind and times.</param>
public sealed record ReportOccurrence(string Identity, string NoteId, Occurrence Occurrence);
