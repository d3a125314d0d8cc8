using System.Collections.Immutable;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>What came of reading a report.</summary>
public abstract record ImportReading
{
    private ImportReading()
    {
    }

    public sealed record Succeeded(ImportedReport Report) : ImportReading;

    /// <summary>Nothing of the report may be used. <paramref name="Errors"/> are in the order of the report.</summary>
    public sealed record Failed(ImmutableArray<ImportError> Errors) : ImportReading;
}
