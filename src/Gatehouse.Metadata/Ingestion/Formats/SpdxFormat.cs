using Gatehouse.Metadata.Ingestion.Boms;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Formats;

/// <summary>SPDX 2.2 and 2.3 in JSON and tag-value, SPDX 3.0 in JSON-LD. Packages become PACKAGE, the document SBOM_REFERENCE; files and snippets are passed over.</summary>
internal sealed class SpdxFormat : IReportFormat
{
    public string Name => "spdx";

    public ValueTask<ImportReading> ReadAsync(Stream report, ImportContext context, CancellationToken cancellationToken) =>
        ReportReading.RunAsync(report, context, (stream, errors) => ReadAsync(stream, context, errors, cancellationToken), cancellationToken);

    private static ValueTask<ImportedReport?> ReadAsync(ReportStream stream, ImportContext context, ErrorList errors, CancellationToken cancellationToken)
    {
        var walk = new SpdxWalk(new BomWalk(new("spdx", "spdx", context, errors)), stream);
        return stream.FirstByte is (byte)'{' or (byte)'['
            ? new SpdxJson(new(stream, context, errors, cancellationToken), walk).ReadAsync()
            : new SpdxTagValue(stream, walk, context, errors).ReadAsync(cancellationToken);
    }
}
