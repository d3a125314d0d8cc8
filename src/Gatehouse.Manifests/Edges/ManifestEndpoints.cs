using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Access;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Manifests.Storage;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Transcoding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gatehouse.Manifests.Edges;

/// <summary>Manifests over HTTP. Errors are the API's own envelope, with a <c>google.rpc.BadRequest</c> of every mistake.</summary>
internal sealed class ManifestEndpoints(ManifestStore store, ManifestKinds kinds, AccessGuard guard, FailureTranslator failures, IOptions<ManifestLimits> limits)
{
    private const int DefaultPageSize = 100;
    private const int MaximumPageSize = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/manifests:apply", Serve(ApplyAsync));
        routes.MapGet("/v1/manifests", Serve(ListAsync));
        routes.MapGet("/v1/manifests/{kind}/{namespace}/{name}", Serve(GetAsync));
        routes.MapDelete("/v1/manifests/{kind}/{namespace}/{name}", Serve(DeleteAsync));
    }

    /// <summary>Body: YAML or JSON, any number of documents. Query: <c>dryRun=true</c>; <c>file</c>, the name that mistakes are told under.</summary>
    private async Task ApplyAsync(HttpContext http)
    {
        var caller = CallerOf(http);
        await guard.RequireAsync(caller, Permission.ManifestsApply, "", http.RequestAborted);
        var body = await RequestBody.ReadAsync(http.Request, limits.Value.Bytes, http.RequestAborted);
        var errors = new ManifestErrors(http.Request.Query["file"] is [{ Length: > 0 and < 1_024 } file] ? file : "(body)");
        var documents = kinds.Read(body.Span, limits.Value, errors);
        if (errors.IsEmpty && documents.IsEmpty)
        {
            errors.Add(Position.Start, "", "the file has no document");
        }

        if (!errors.IsEmpty)
        {
            throw Errors.InvalidArgument([.. errors.ToImmutable().Select(e => new FieldError("", e.ToString()))]);
        }

        var isDryRun = http.Request.Query["dryRun"] == "true";
        var origin = new WriteOrigin(caller.Principal, caller.Address, Permission.ManifestsApply);
        var changes = await store.ApplyAsync(documents, isDryRun, origin, http.RequestAborted);
        await AnswerAsync(http, new ApplyAnswer(isDryRun, changes, [.. errors.Warnings.Select(w => w.ToString())]), ManifestJson.Default.ApplyAnswer);
    }

    private async Task ListAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.ManifestsGet, "", http.RequestAborted);
        var (kind, @namespace) = (http.Request.Query["kind"].ToString(), http.Request.Query["namespace"].ToString());
        var errors = new List<FieldError>();
        if (kind.Length == 0 && @namespace.Length > 0)
        {
            errors.Add(new("namespace", "needs a kind beside it"));
        }

        var size = PageSizeOf(http.Request, errors);
        Errors.ThrowIfAny(errors);
        var prefix = kind.Length == 0 ? "" : @namespace.Length == 0 ? $"{kind}/" : $"{kind}/{@namespace}/";
        var page = await store.ListAsync(prefix, http.Request.Query["pageToken"].ToString(), size, http.RequestAborted);
        await AnswerAsync(http, new ManifestList(page, page.Length == size ? page[^1].Key.ToString() : ""), ManifestJson.Default.ManifestList);
    }

    private async Task GetAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.ManifestsGet, "", http.RequestAborted);
        var key = KeyOf(http);
        await AnswerAsync(http, await store.FindAsync(key, http.RequestAborted) ?? throw Errors.NotFound($"manifests/{key}"), ManifestJson.Default.StoredManifest);
    }

    private async Task DeleteAsync(HttpContext http)
    {
        var caller = CallerOf(http);
        await guard.RequireAsync(caller, Permission.ManifestsApply, "", http.RequestAborted);
        var key = KeyOf(http);
        if (!await store.DeleteAsync(key, new(caller.Principal, caller.Address, Permission.ManifestsApply), http.RequestAborted))
        {
            throw Errors.NotFound($"manifests/{key}");
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync("{}", http.RequestAborted);
    }

    private RequestDelegate Serve(RequestDelegate handler) => async http =>
    {
        try
        {
            await handler(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "gatehouse.v1.Manifests"), http);
        }
    };

    private static int PageSizeOf(HttpRequest request, List<FieldError> errors)
    {
        var text = request.Query["pageSize"].ToString();
        if (text.Length > 0 && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            errors.Add(new("page_size", $"must be a number, got \"{text}\""));
        }

        _ = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size);
        return PageSize.Check(size, DefaultPageSize, MaximumPageSize, errors);
    }

    private static ManifestKey KeyOf(HttpContext http) =>
        new((string)http.GetRouteValue("kind")!, (string)http.GetRouteValue("namespace")!, (string)http.GetRouteValue("name")!);

    private static Caller CallerOf(HttpContext http) => http.Features.Get<Caller>() ?? new(Caller.Anonymous, [], "", []);

    private static async Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, type, http.RequestAborted);
    }
}
