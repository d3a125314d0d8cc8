namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>Ends the reading of a report that cannot be read further. Caught by <see cref="ReportReading"/>.</summary>
internal sealed class ReportException(ImportError error) : Exception(error.Message)
{
    public ImportError Error { get; } = error;
}
