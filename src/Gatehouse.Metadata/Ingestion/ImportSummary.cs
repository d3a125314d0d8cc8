namespace Gatehouse.Metadata.Ingestion;

/// <summary>What came of an import.</summary>
/// <param name="Report">The report as it was read, for its tool, resources and what was ignored.</param>
public sealed record ImportSummary(ImportedReport Report, ImportCounts Counts);
