using System.Collections.Frozen;
using Gatehouse.Access;
using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Ingestion.Planning;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>
/// Brings the store to what a report says, in one atomic set of writes. The same report again writes nothing; what a re-scan no longer has is closed.
/// </summary>
/// <remarks>report → what is stored of its notes and resources → <see cref="ImportPlanner"/> → one commit; again from the start when somebody else wrote in between</remarks>
public sealed class ReportImporter(IRecordStore store, AccessGuard access, IOptions<MetadataLimits> limits, TimeProvider time)
{
    private const int Attempts = 20;
    private const int NotesPerRead = 1_000;
    private const int OccurrencesPerRead = 10_000;
    private static readonly FieldStep ResourceUriStep = new(Occurrence.Descriptor.FindFieldByName("resource_uri"));

    /// <summary>Throws <c>RpcException</c> when the caller may not do it, the project does not exist or the report does not fit what is stored.</summary>
    public async ValueTask<ImportSummary> ImportAsync(ProjectName project, ImportedReport report, Call call)
    {
        await RequireAsync(project, call);
        await store.GetProjectAsync(project, call.CancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var now = time.GetUtcNow();
            var plan = ImportPlanner.Plan(project, report, await ReadAsync(project, report, call.CancellationToken), now);
            Errors.ThrowIfAny([.. plan.Errors, .. NameLimit.Find(plan.Writes, limits.Value.NameBytes).Select(m => new FieldError("", m.Mistake))]);
            if (plan.Writes.IsEmpty || await TryCommitAsync(project, plan, call, now, isLast: attempt == Attempts))
            {
                return new(report, plan.Counts);
            }
        }
    }

    /// <summary>All that an import may need, before anything of the report is read.</summary>
    public async ValueTask RequireAsync(ProjectName project, Call call)
    {
        foreach (var permission in (string[])[Permission.OccurrencesCreate, Permission.NotesCreate, Permission.NotesAttachOccurrence])
        {
            await access.RequireAsync(call.Caller, permission, project.ToString(), call.CancellationToken);
        }
    }

    private async ValueTask<bool> TryCommitAsync(ProjectName project, ImportPlan plan, Call call, DateTimeOffset now, bool isLast)
    {
        await RequireUpdateAsync(project, plan, call);
        var outcome = await store.CommitAsync(new(plan.Writes, call.Origin(Permission.OccurrencesCreate), now), call.CancellationToken);
        if (!isLast && outcome is CommitOutcome.Refused { Refusals: var refusals } && refusals.All(IsRace))
        {
            return false;
        }

        Commits.ThrowIfRefused(outcome);
        return true;
    }

    /// <summary>Changing what exists is another permission than adding to it.</summary>
    private async ValueTask RequireUpdateAsync(ProjectName project, ImportPlan plan, Call call)
    {
        if (plan.Writes.Any(w => w is RecordWrite.UpdateOccurrence))
        {
            await access.RequireAsync(call.Caller, Permission.OccurrencesUpdate, project.ToString(), call.CancellationToken);
        }

        if (plan.Writes.Any(w => w is RecordWrite.UpdateNote))
        {
            await access.RequireAsync(call.Caller, Permission.NotesUpdate, project.ToString(), call.CancellationToken);
        }
    }

    private static bool IsRace(WriteRefusal refusal) =>
        refusal.Reason is WriteRefusalReason.AlreadyExists or WriteRefusalReason.RevisionMismatch or WriteRefusalReason.NoteNotFound or WriteRefusalReason.NotFound;

    private async ValueTask<StoredFacts> ReadAsync(ProjectName project, ImportedReport report, CancellationToken cancellationToken)
    {
        var notes = new Dictionary<string, StoredNote>(StringComparer.Ordinal);
        foreach (var ids in report.Notes.Select(n => n.Id).Chunk(NotesPerRead))
        {
            var only = ids.Select(id => new NoteName(project, "", id).ToString()).ToFrozenSet(StringComparer.Ordinal);
            var query = new RecordQuery { Project = project, Only = only, Limit = ids.Length, ScanLimit = int.MaxValue };
            await AddAllAsync(query, store.ListNotesAsync, note => notes[note.Name.Id] = note, cancellationToken);
        }

        var occurrences = new Dictionary<string, StoredOccurrence>(StringComparer.Ordinal);
        foreach (var resource in report.Resources.Select(ResourceUri.Canonicalize).Distinct(StringComparer.Ordinal))
        {
            var isResource = new FilterExpression.Comparison(new("resourceUri", [ResourceUriStep], RecordColumn.ResourceUri), ComparisonOperator.Equal, new FilterValue.Text(resource));
            var query = new RecordQuery { Project = project, Filter = isResource, Limit = OccurrencesPerRead, ScanLimit = int.MaxValue };
            await AddAllAsync(query, store.ListOccurrencesAsync, o => occurrences[o.Name.ToString()] = o, cancellationToken);
        }

        return new(notes, occurrences);
    }

    private static async ValueTask AddAllAsync<T>(
        RecordQuery query, Func<RecordQuery, CancellationToken, ValueTask<RecordPage<T>>> list, Action<T> add, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await list(query, cancellationToken);
            foreach (var item in page.Items)
            {
                add(item);
            }

            if (page.Next is null)
            {
                return;
            }

            query = query with { After = page.Next };
        }
    }
}
