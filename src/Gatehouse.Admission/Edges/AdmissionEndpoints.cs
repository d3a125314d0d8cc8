using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Access;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Judgements;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Pinning;
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
    AdmissionService service, ImagePinner pinner, JudgementService judgements, DecisionStore decisions, ResolutionStore resolutions, AccessGuard guard, FailureTranslator failures, IOptions<AdmissionOptions> options)
{
    private const int DefaultPageSize = 50;
    private const int MaximumPageSize = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admission/v1/validate", Serve(ValidateAsync));
        routes.MapPost("/admission/v1beta1/validate", Serve(ValidateAsync));
        routes.MapPost("/admission/v1/mutate", Serve(MutateAsync));
        routes.MapPost("/admission/v1/imagereview", Serve(ReviewImagesAsync));
        routes.MapPost("/v1/judgements", Serve(JudgeAsync));
        routes.MapGet("/v1/resolutions", Serve(ListResolutionsAsync));
        routes.MapGet("/v1/decisions", Serve(ListAsync));
        routes.MapGet("/v1/decisions/{id}", Serve(GetAsync));
    }

    /// <summary>A refusal is an answer (200); 400 means that the question was none.</summary>
    private async Task ValidateAsync(HttpContext http)
    {
        var (review, body) = await ReadAsync(http);
        var outcome = await service.JudgeAsync(review, body, CallerOf(http), http.RequestAborted);
        await AnswerAsync(http, AdmissionAnswer.Write(outcome, options.Value.Limits.MessageCharacters));
    }

    /// <summary>Never refuses: what cannot be pinned is left to the policies.</summary>
    private async Task MutateAsync(HttpContext http)
    {
        var (review, _) = await ReadAsync(http);
        await AnswerAsync(http, PinAnswer.Write(await pinner.PinAsync(review, CallerOf(http), http.RequestAborted)));
    }

    private async Task ReviewImagesAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.DecisionsMake, "", http.RequestAborted);
        var limits = options.Value.Limits;
        var body = await RequestBody.ReadAsync(http.Request, limits.ReviewBytes, http.RequestAborted);
        var outcome = await service.JudgeAsync(ImageReviews.Read(body, limits, http.TraceIdentifier), body, CallerOf(http), http.RequestAborted);
        await AnswerAsync(http, ImageReviews.Write(outcome, limits.MessageCharacters));
    }

    private async Task JudgeAsync(HttpContext http)
    {
        var caller = CallerOf(http);
        await guard.RequireAsync(caller, Permission.DecisionsMake, "", http.RequestAborted);
        var body = await RequestBody.ReadAsync(http.Request, options.Value.Limits.ReviewBytes, http.RequestAborted);
        await AnswerAsync(http, await judgements.JudgeAsync(ReadJudgement(body), caller, http.RequestAborted), JudgementJson.Default.JudgementAnswer);
    }

    private static JudgementRequest ReadJudgement(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, JudgementJson.Default.JudgementRequest) ?? throw Errors.InvalidArgument([new("", "a JSON object is expected")]);
        }
        catch (JsonException exception)
        {
            throw Errors.InvalidArgument([new(exception.Path?.TrimStart('$', '.') ?? "", exception.Message)]);
        }
    }

    private async Task<(AdmissionReview Review, ReadOnlyMemory<byte> Body)> ReadAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.DecisionsMake, "", http.RequestAborted);
        var limits = options.Value.Limits;
        var body = await RequestBody.ReadAsync(http.Request, limits.ReviewBytes, http.RequestAborted);
        var errors = new ManifestErrors("(review)");
        var review = AdmissionReviewReader.Read(body.Span, limits, errors);
        return errors.IsEmpty ? (review, body) : throw Errors.InvalidArgument([.. errors.ToImmutable().Select(e => new FieldError(e.Path, $"{e.Message} (at {e.Position})"))]);
    }

    private async Task ListResolutionsAsync(HttpContext http)
    {
        await guard.RequireAsync(CallerOf(http), Permission.DecisionsGet, "", http.RequestAborted);
        var errors = new List<FieldError>();
        var size = PageSizeOf(http.Request, errors);
        Errors.ThrowIfAny(errors);
        var page = await resolutions.ListAsync(http.Request.Query["image"].ToString(), http.Request.Query["pageToken"].ToString(), size, http.RequestAborted);
        await AnswerAsync(http, new ResolutionList(page, page.Length == size ? $"{page[^1].Image}@{page[^1].Digest}" : ""), ResolutionJson.Default.ResolutionList);
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

    private static async Task AnswerAsync(HttpContext http, ReadOnlyMemory<byte> answer)
    {
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }

    private static async Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, type, http.RequestAborted);
    }
}
