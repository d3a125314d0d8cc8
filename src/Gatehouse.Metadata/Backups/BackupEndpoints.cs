using Gatehouse.Access;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Access.Policies;
using Gatehouse.Metadata.Access.Tokens;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Transcoding;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Metadata.Backups;

/// <summary>
/// <c>GET /v1/store:backup</c> streams everything as of one moment; <c>POST /v1/store:restore</c> puts such a file in the place of everything. Both while the server serves.
/// </summary>
internal sealed class BackupEndpoints(
    ISnapshotStore snapshots, IRecordStore records, IDocumentStore documents, AccessGuard access, PolicyCache policies, TokenStore tokens, PageTokens pages, FailureTranslator failures, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/store:backup", (RequestDelegate)BackUpAsync);
        routes.MapPost("/v1/store:restore", (RequestDelegate)RestoreAsync);
    }

    private async Task BackUpAsync(HttpContext http)
    {
        try
        {
            var call = Call.From(http);
            await access.RequireAsync(call.Caller, Permission.StoreBackup, "", call.CancellationToken);
            http.Response.ContentType = "application/gzip";
            http.Response.Headers.ContentDisposition = "attachment; filename=\"gatehouse.backup\"";
            await BackupFormat.WriteAsync(snapshots.ReadSnapshotAsync(call.CancellationToken), http.Response.Body, call.CancellationToken);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "store:backup"), http);
        }
        catch (Exception)
        {
            // Half a file was sent: the client has to see that it is not whole.
            http.Abort();
            throw;
        }
    }

    private async Task RestoreAsync(HttpContext http)
    {
        var file = Path.GetTempFileName();
        try
        {
            var call = Call.From(http);
            await access.RequireAsync(call.Caller, Permission.StoreRestore, "", call.CancellationToken);
            await using var stream = new FileStream(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            await http.Request.Body.CopyToAsync(stream, call.CancellationToken);
            Check(stream);
            stream.Position = 0;
            await snapshots.RestoreAsync(BackupFormat.Read(stream), call.Origin(Permission.StoreRestore), time.GetUtcNow(), call.CancellationToken);
            // Policies and tokens of before must not count for as long as they are remembered.
            policies.ForgetAll();
            tokens.ForgetAll();
            // The restored store has the key of the server that was backed up.
            pages.ChangeKey(await PageTokenKey.EnsureAsync(records, documents, time, CancellationToken.None));
            await JsonMessages.WriteAsync(new Empty(), http, enumNumbers: false);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "store:restore"), http);
        }
    }

    /// <summary>Reads all of it before anything is touched.</summary>
    private static void Check(FileStream stream)
    {
        try
        {
            stream.Position = 0;
            foreach (var item in BackupFormat.Read(stream))
            {
                _ = item;
            }
        }
        catch (FormatException exception)
        {
            throw Errors.InvalidArgument("", exception.Message);
        }
    }
}
