namespace Gatehouse.Metadata.Ingestion;

/// <summary>One kind of report. Implementations keep no state; a report is read from front to back and never as a whole into memory.</summary>
public interface IReportFormat
{
    /// <summary>As it is asked for: lower case, for example <c>trivy</c>.</summary>
    string Name { get; }

    /// <summary>Reads a report, plain or compressed with gzip. Never throws for what is in it: bad content is <see cref="ImportReading.Failed"/>.</summary>
    ValueTask<ImportReading> ReadAsync(Stream report, ImportContext context, CancellationToken cancellationToken);
}
