using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Access;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Reviews;
using Gatehouse.Manifests.Edges;
using Gatehouse.Manifests.Reading;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Transcoding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Edges;

/// <summary>The webhook that API servers call, and the decisions it gave.</summary>
internal sealed class AdmissionEndpoints(
    AdmissionService service, DecisionStore decisions, AccessGuard guard, FailureTranslator failures, IOptions<AdmissionOptions> options)
{
    private const int DefaultPageSize = 50;
    private const int MaximumPageSize = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admission/v1/validate", Serve(ValidateAsync));
        routes.MapPost("/admission/v1beta1/validate", Serve(ValidateAsync));
        routes.MapGet("/v1/decisions", Serve(ListAsync));
        routes.MapGet("/v1/decisions/{id}", Serve(GetAsync));
    }

    /// <summary>A refusal is an answer (200); 400 means that the question was none.</summary>
    private async Task ValidateAsync(HttpContext http)
    {
        var caller = CallerOf(http);
        await guard.RequireAsync(caller, Permission.DecisionsMake, "", http.RequestAborted);
        var limits = options.Value.Limits;
        var body = await RequestBody.ReadAsync(http.Request, limits.ReviewBytes, http.RequestAborted);
        var errors = new ManifestErrors("(review)");
        var review = AdmissionReviewReader.Read(body.Span, limits, errors);
        if (!errors.IsEmpty)
        {
            throw Errors.InvalidArgument([.. errors.ToImmutable().Select(e => new FieldError(e.Path, $"{e.Message} (at {e.Position})"))]);
        }

        var outcome = await service.JudgeAsync(review, body, caller, http.RequestAborted);
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(AdmissionAnswer.Write(outcome, limits.MessageCharacters), http.RequestAborted);
    }

    private async Task ListAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.DecisionsGet, "", http.RequestAborted);
        var errors = new List<FieldError>();
        var size = PageSizeOf(http.Request, errors);
        var after = http.Request.Query["pageToken"].ToString();
        if (after.Length > 0 && !DecisionIds.IsValid(after))
        {
            errors.Add(new("page_token", "is not one that a list of decisions gave"));
        }

        Errors.ThrowIfAny(errors);
        var page = await decisions.ListAsync(after, size, http.RequestAborted);
        await AnswerAsync(http, new DecisionList(page, page.Length == size ? page[^1].Id : ""), DecisionJson.Default.DecisionList);
    }

    private async Task GetAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.DecisionsGet, "", http.RequestAborted);
        var id = (string)http.GetRouteValue("id")!;
        var decision = await decisions.FindAsync(id, http.RequestAborted) ?? throw Errors.NotFound($"decisions/{id}");
        await AnswerAsync(http, decision, DecisionJson.Default.Decision);
    }

    private RequestDelegate Serve(RequestDelegate handler) => async http =>
    {
        try
        {
            await handler(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "gatehouse.v1.Admission"), http);
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

    private static Caller CallerOf(HttpContext http) => http.Features.Get<Caller>() ?? new(Caller.Anonymous, [], "", []);

    private static async Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, type, http.RequestAborted);
    }
}
