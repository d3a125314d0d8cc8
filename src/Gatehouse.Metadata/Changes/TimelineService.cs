using System.Globalization;
using Gatehouse.Access;
using Gatehouse.Api.V1;
using Gatehouse.Artifacts.Content;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Changes;

/// <summary>Everything known of a resource or project, in order.</summary>
public sealed class TimelineService(IRecordStore records, IChangeStore changes, ChangeEvents events, AccessGuard access, ListQueries lists)
{
    private const int DefaultPageSize = 100;

    public async ValueTask<ListChangesResponse> ListAsync(ListChangesRequest request, Call call)
    {
        var project = Names.Project(request.Parent);
        await access.RequireAsync(call.Caller, Permission.OccurrencesList, request.Parent, call.CancellationToken);
        await access.RequireAsync(call.Caller, Permission.NotesList, request.Parent, call.CancellationToken);
        var since = request.Since?.ToDateTimeOffset();
        var binding = string.Create(CultureInfo.InvariantCulture, $"{request.ResourceUri}\n{since:O}");
        var list = new ListRequest("ListChanges", request.Parent, "", request.PageSize, request.PageToken, "", FilterSchema.Occurrences);
        var page = list with { Parent = $"{request.Parent}\n{binding}" };
        var query = lists.Prepare(page, DefaultPageSize);
        await records.GetProjectAsync(project, call.CancellationToken);

        var found = await changes.ListChangesAsync(
            new()
            {
                After = query.After?.Sequence ?? 0,
                ProjectId = project.Id,
                ResourceUri = request.ResourceUri.Length == 0 ? null : ResourceUri.Canonicalize(request.ResourceUri),
                Since = since,
                Limit = query.Limit + 1,
            },
            call.CancellationToken);
        var showOrigin = await access.AllowsAsync(call.Caller, Permission.AuditList, request.Parent, call.CancellationToken);
        var response = new ListChangesResponse { NextPageToken = found.Length > query.Limit ? lists.Seal(new(found[query.Limit - 1].Revision), page) : "" };
        var selection = new ChangeSelection { Collections = Everything, IncludeRecord = request.IncludeRecord, ShowOrigin = showOrigin };
        foreach (var change in found.Take(query.Limit))
        {
            if (await events.SelectAsync(change, selection, call.CancellationToken) is { } selected)
            {
                response.Changes.Add(selected);
            }
        }

        return response;
    }

    private static readonly System.Collections.Frozen.FrozenSet<string> Everything = System.Collections.Frozen.FrozenSet.Create("projects", "notes", "occurrences");
}
