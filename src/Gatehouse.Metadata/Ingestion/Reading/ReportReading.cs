using System.Text.Json;
using System.Xml;

namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>Runs the reading of a report and turns whatever is wrong with its content into errors.</summary>
internal static class ReportReading
{
    /// <param name="read">Gives the report, or null when it found mistakes only.</param>
    public static async ValueTask<ImportReading> RunAsync(
        Stream report, ImportContext context, Func<ReportStream, ErrorList, ValueTask<ImportedReport?>> read, CancellationToken cancellationToken)
    {
        var errors = new ErrorList(context.Limits.Errors);
        ReportStream? stream = null;
        try
        {
            stream = await ReportStream.OpenAsync(report, context.Limits.ReportBytes, cancellationToken);
            var result = await read(stream, errors);
            return errors.IsEmpty && result is not null ? new ImportReading.Succeeded(result) : new ImportReading.Failed(errors.ToImmutable());
        }
        catch (ReportException exception)
        {
            return new ImportReading.Failed(errors.ToImmutable(exception.Error));
        }
        catch (XmlException exception)
        {
            return new ImportReading.Failed(errors.ToImmutable(new($"not XML: {exception.Message}", "", exception.LineNumber, exception.LinePosition, stream?.Offset ?? 0)));
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            return new ImportReading.Failed(errors.ToImmutable(new(exception.Message, "", 0, 0, stream?.Offset ?? 0)));
        }
    }
}
