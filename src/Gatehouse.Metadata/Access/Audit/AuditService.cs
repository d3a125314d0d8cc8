using System.Collections.Immutable;
using Gatehouse.Access;
using Gatehouse.Access.Decisions;
using Gatehouse.Api.V1;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Access.Audit;

/// <summary>What was done (the changes) and what was refused, as one list, newest first.</summary>
internal sealed class AuditService(IChangeStore changes, IAuditStore refusals, AccessGuard guard)
{
    private const int DefaultPageSize = 100;
    private const int MaximumPageSize = 1_000;

    /// <summary>Most records looked at for one page: a page of a narrow filter may be short and still have a next one.</summary>
    private const int ScanLimit = 20_000;

    private const string Done = "OK";

    public async ValueTask<ListAuditRecordsResponse> ListAsync(ListAuditRecordsRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var project = ReadParent(request.Parent);
        await guard.RequireAsync(caller, Permission.AuditList, request.Parent, cancellationToken);
        var (limit, cursor) = Check(request);
        var response = new ListAuditRecordsResponse();
        for (var scanned = 0; scanned < ScanLimit; scanned += limit)
        {
            var (page, next) = await ReadAsync(cursor, project, request.Since?.ToDateTimeOffset(), limit, cancellationToken);
            foreach (var (record, position) in page)
            {
                cursor = position;
                if (Matches(record, request))
                {
                    response.Records.Add(record);
                }

                if (response.Records.Count == limit)
                {
                    response.NextPageToken = cursor.ToString();
                    return response;
                }
            }

            if (!next)
            {
                return response;
            }
        }

        response.NextPageToken = cursor.ToString();
        return response;
    }

    private static (int Limit, AuditCursor Cursor) Check(ListAuditRecordsRequest request)
    {
        var errors = new List<FieldError>();
        if (request.PageSize is < 0 or > MaximumPageSize)
        {
            errors.Add(new("page_size", $"must be 0 to {MaximumPageSize}, got {request.PageSize}"));
        }

        if (!AuditCursor.TryParse(request.PageToken, out var cursor))
        {
            errors.Add(new("page_token", "was not given out for this list"));
        }

        Errors.ThrowIfAny(errors);
        return (request.PageSize == 0 ? DefaultPageSize : request.PageSize, cursor);
    }

    private static string? ReadParent(string parent) => parent switch
    {
        "" => null,
        _ when ProjectName.TryParse(parent, out var project) => project.Id,
        _ => throw Errors.InvalidArgument("parent", $"must be empty or of the form {ProjectName.Form}, got \"{parent}\""),
    };

    /// <summary>Merges the next of both by time. Each record comes with the position after it.</summary>
    private async ValueTask<(ImmutableArray<(AuditRecord Record, AuditCursor Position)> Page, bool HasMore)> ReadAsync(
        AuditCursor cursor, string? project, DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        var done = await changes.ListChangesAsync(new() { UpTo = cursor.Revision - 1, ProjectId = project, Since = since, Descending = true, Limit = limit }, cancellationToken);
        var refused = await refusals.ListRefusalsAsync(cursor.Refusal, since, limit, cancellationToken);
        var page = ImmutableArray.CreateBuilder<(AuditRecord, AuditCursor)>();
        for (var (i, j) = (0, 0); page.Count < limit && (i < done.Length || j < refused.Length);)
        {
            if (j == refused.Length || (i < done.Length && done[i].Time >= refused[j].Time))
            {
                cursor = cursor with { Revision = done[i].Revision };
                page.Add((Write(done[i++]), cursor));
            }
            else
            {
                cursor = cursor with { Refusal = refused[j].Id };
                page.Add((Write(refused[j++]), cursor));
            }
        }

        return (page.DrainToImmutable(), done.Length == limit || refused.Length == limit || done.Length + refused.Length > limit);
    }

    private static bool Matches(AuditRecord record, ListAuditRecordsRequest request) =>
        (request.Parent.Length == 0 || record.Revision > 0 || ResourceChain.Holds(request.Parent, record.Resource))
        && (request.Principal.Length == 0 || record.Principal == request.Principal)
        && (request.Resource.Length == 0 || ResourceChain.Holds(request.Resource, record.Resource))
        && (request.Outcome.Length == 0 || record.Outcome == request.Outcome);

    private static AuditRecord Write(Change change) => new()
    {
        Time = change.Time.ToTimestamp(),
        Principal = change.Origin.Principal,
        Address = change.Origin.Address,
        Action = change.Origin.Action,
        Resource = change.Name,
        Outcome = Done,
        Revision = change.Revision,
    };

    private static AuditRecord Write(Refusal refusal) => new()
    {
        Time = refusal.Time.ToTimestamp(),
        Principal = refusal.Origin.Principal,
        Address = refusal.Origin.Address,
        Action = refusal.Origin.Action,
        Resource = refusal.Resource,
        Outcome = refusal.Outcome,
        Reason = refusal.Reason,
    };
}
