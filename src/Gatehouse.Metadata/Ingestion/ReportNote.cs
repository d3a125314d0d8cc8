using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>A note that the occurrences of a report need, under an id that every report about the same thing gives.</summary>
public sealed record ReportNote(string Id, Note Note);
