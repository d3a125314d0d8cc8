using System.Text.Json;
using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;
using Gatehouse.Metadata.Ingestion.Statements;

namespace Gatehouse.Metadata.Ingestion.Formats;

/// <summary>
/// in-toto statements (v0.1 and v1), bare, in DSSE envelopes or in sigstore bundles, one or many to a file (JSON lines), and <c>gcloud … --show-provenance</c> output. SLSA provenance becomes
/// BUILD, bills of materials SBOM_REFERENCE, the rest DSSE_ATTESTATION (or ATTESTATION without an envelope). Signatures are kept, not judged: that is for whoever relies on them.
/// </summary>
internal sealed class InTotoFormat : IReportFormat
{
    public string Name => "in-toto";

    public ValueTask<ImportReading> ReadAsync(Stream report, ImportContext context, CancellationToken cancellationToken) =>
        ReportReading.RunAsync(report, context, (stream, errors) => ReadAsync(new(stream, context, errors, cancellationToken, allowMultiple: true), new("in-toto", "in-toto", context, errors), context, errors), cancellationToken);

    private static async ValueTask<ImportedReport?> ReadAsync(JsonStreamReader json, ReportBuilder builder, ImportContext context, ErrorList errors)
    {
        var reader = new StatementReader(new StatementMapper(builder, context.Resource), context.Limits.Depth, errors);
        var count = 0;
        for (; await json.PeekAsync() != JsonTokenType.None; count++)
        {
            var item = await json.ReadItemAsync();
            builder.Count(item.Place, item.Path);
            reader.Read(item);
        }

        if (count == 0)
        {
            json.Fail("the file is empty; a statement, an envelope or a bundle is expected");
            return null;
        }

        return errors.IsEmpty ? builder.Build(isScan: false) : null;
    }
}
