using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Gatehouse.Access;
using Gatehouse.Api.V1;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Storage;
using Google.Rpc;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Changes;

/// <summary>Live streams of changes, whichever edge they leave by.</summary>
public sealed class ChangeWatcher(ChangeFeed feed, IChangeStore changes, ChangeEvents events, AccessGuard access, ListQueries lists, IOptions<ChangeOptions> options, TimeProvider time)
{
    private static readonly FrozenSet<string> DefaultCollections = FrozenSet.Create("notes", "occurrences");
    private static readonly FrozenDictionary<string, string> ListPermissions = new Dictionary<string, string>
    {
        ["notes"] = Permission.NotesList,
        ["occurrences"] = Permission.OccurrencesList,
        ["projects"] = Permission.ProjectsGet,
    }.ToFrozenDictionary();

    /// <summary>Checks a request; the stream starts when the result is read.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT naming every mistake, PERMISSION_DENIED, OUT_OF_RANGE when changes in between are no longer kept.</exception>
    public async ValueTask<IAsyncEnumerable<ChangeEvent>> OpenAsync(WatchRequest request, Call call)
    {
        var project = await CheckParentAsync(request.Parent, call);
        var selection = Select(request, project);
        await RequireAsync(selection, call);
        var after = await StartAsync(request.AfterRevision, call.CancellationToken);
        var showOrigin = await access.AllowsAsync(call.Caller, Permission.AuditList, project?.ToString() ?? "", call.CancellationToken);
        return ReadAsync(selection with { ShowOrigin = showOrigin }, after, call, call.CancellationToken);
    }

    private async ValueTask<ProjectName?> CheckParentAsync(string parent, Call call)
    {
        ProjectName? project = parent.Length == 0 ? null : Names.Project(parent);
        await access.RequireAsync(call.Caller, Permission.ChangesWatch, parent, call.CancellationToken);
        return project;
    }

    /// <summary>To be told of every change of a collection takes what listing it takes: a credential that is limited to watching must not read records by it.</summary>
    private async ValueTask RequireAsync(ChangeSelection selection, Call call)
    {
        var parent = selection.Project?.ToString() ?? "";
        await access.RequireAsync(call.Caller, Permission.ChangesWatch, parent, call.CancellationToken);
        foreach (var collection in selection.Collections.Order(StringComparer.Ordinal))
        {
            await access.RequireAsync(call.Caller, ListPermissions[collection], parent, call.CancellationToken);
        }
    }

    /// <summary>A stream lives long: what was taken from its caller meanwhile counts before anything more is told.</summary>
    private async ValueTask RequireStillAsync(ChangeSelection selection, Call call)
    {
        if (call.Lease is { } lease && !await lease.StillHoldsAsync(call.CancellationToken))
        {
            throw Errors.Create(Code.Unauthenticated, "the credential of this stream has expired or was revoked");
        }

        await RequireAsync(selection, call);
    }

    private ChangeSelection Select(WatchRequest request, ProjectName? project)
    {
        var errors = new List<FieldError>();
        var collections = request.Collections.Count == 0 ? DefaultCollections : request.Collections.ToFrozenSet();
        foreach (var unknown in collections.Where(c => !ListPermissions.ContainsKey(c)))
        {
            errors.Add(new("collections", $"\"{unknown}\" cannot be watched; {string.Join(", ", ListPermissions.Keys.Order())} can"));
        }

        var selection = new ChangeSelection
        {
            Project = project,
            Collections = collections,
            IncludeRecord = request.IncludeRecord,
            Occurrences = collections.Contains("occurrences") ? lists.ParseFilter(request.Filter, FilterSchema.Occurrences, errors) : null,
            Notes = !collections.Contains("notes") ? null
                : collections.Contains("occurrences") ? ParseForNotes(request.Filter)
                : lists.ParseFilter(request.Filter, FilterSchema.Notes, errors),
            HasFilter = !string.IsNullOrWhiteSpace(request.Filter),
        };
        Errors.ThrowIfAny(errors);
        return selection;
    }

    /// <summary>A filter that names fields only occurrences have selects no notes.</summary>
    private FilterExpression? ParseForNotes(string filter)
    {
        var errors = new List<FieldError>();
        var parsed = lists.ParseFilter(filter, FilterSchema.Notes, errors);
        return errors.Count == 0 ? parsed : new FilterExpression.Or([]);
    }

    private async ValueTask<long> StartAsync(long requested, CancellationToken cancellationToken)
    {
        var trimmed = await changes.GetTrimmedRevisionAsync(cancellationToken);
        if (requested > 0 && requested < trimmed)
        {
            throw Errors.Create(Code.OutOfRange, $"changes up to revision {trimmed} are no longer kept: read the records anew and watch from revision {feed.Revision}");
        }

        return requested switch
        {
            0 => feed.Revision,
            < 0 => trimmed,
            _ => requested,
        };
    }

    private async IAsyncEnumerable<ChangeEvent> ReadAsync(ChangeSelection selection, long after, Call call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var silence = TimeSpan.FromSeconds(options.Value.ProgressSeconds);
        // The stream is on, and a reader who is cut off before the first change knows where to go on.
        yield return Progress(after);
        while (true)
        {
            var batch = await feed.ReadAsync(after, cancellationToken);
            await RequireStillAsync(selection, call);
            foreach (var change in batch)
            {
                after = change.Revision;
                if (await events.SelectAsync(change, selection, cancellationToken) is { } selected)
                {
                    yield return selected;
                }
            }

            if (batch.IsEmpty && !await ArrivedAsync(after, silence, cancellationToken))
            {
                yield return Progress(after);
            }
        }
    }

    private static ChangeEvent Progress(long revision) => new() { Type = ChangeEvent.Types.Type.Progress, Revision = revision };

    private async ValueTask<bool> ArrivedAsync(long after, TimeSpan silence, CancellationToken cancellationToken)
    {
        try
        {
            await feed.WaitAsync(after, cancellationToken).WaitAsync(silence, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
