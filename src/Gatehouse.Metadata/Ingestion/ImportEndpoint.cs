using Gatehouse.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Transcoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>
/// <c>POST /v1/projects/{project}:import?format=trivy&amp;resource=…</c>: the report is the body, as the tool wrote it, and is read as it arrives. The answer says what changed; of a report
/// with mistakes nothing is imported and the error lists each with its position.
/// </summary>
internal sealed class ImportEndpoint(IReadOnlyList<IReportFormat> formats, ReportImporter importer, FailureTranslator failures, IOptions<IngestionOptions> options)
{
    public async Task ServeAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http, await ImportAsync(http));
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "import"), http);
        }
        catch (OperationCanceledException)
        {
            // The client has gone; nobody reads an answer.
        }
    }

    private async Task<ImportSummary> ImportAsync(HttpContext http)
    {
        var caller = http.Features.Get<Caller>() ?? new Caller(Caller.Anonymous, [], http.Connection.RemoteIpAddress?.ToString() ?? "", []);
        var call = new Call(caller, http.RequestAborted);
        var project = Names.Project("projects/" + http.Request.RouteValues["project"]);
        var format = FindFormat(http.Request.Query["format"].ToString());
        await importer.RequireAsync(project, call);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
        {
            bodySize.MaxRequestBodySize = options.Value.ReportBytes;
        }

        var resource = http.Request.Query["resource"].ToString();
        var reading = await format.ReadAsync(http.Request.Body, new(resource.Length == 0 ? null : resource, options.Value), http.RequestAborted);
        return reading switch
        {
            ImportReading.Succeeded succeeded => await importer.ImportAsync(project, succeeded.Report, call),
            ImportReading.Failed failed => throw Errors.InvalidArgument([.. failed.Errors.Select(e => new FieldError(e.Position, e.Message))]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private IReportFormat FindFormat(string name) =>
        formats.FirstOrDefault(f => f.Name == name)
        ?? throw Errors.InvalidArgument("format", $"must be one of {string.Join(", ", formats.Select(f => f.Name).Order(StringComparer.Ordinal))}, got \"{name}\"");

    private static Task AnswerAsync(HttpContext http, ImportSummary summary) => JsonMessages.WriteAsync(ImportAnswer.Of(summary), http, enumNumbers: false);
}
