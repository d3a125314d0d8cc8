using System.Collections.Immutable;
using System.Globalization;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Retention;

/// <summary>One run of the retention rules. Deletions are changes like any other: watchers and the audit see them.</summary>
public sealed class RetentionService(IRecordStore store, IStoreMaintenance maintenance, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int BatchItems = 500;
    private static readonly WriteOrigin Origin = new("gatehouse", "", "gatehouse.retention.apply");

    /// <returns>How many records were deleted.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rules = options.Value;
        var deleted = 0L;
        foreach (var limit in rules.Occurrences)
        {
            deleted += await DeleteAsync(QueryOf(limit, now), cancellationToken);
        }

        if (rules.DeleteExpiredNotes)
        {
            deleted += await DeleteExpiredNotesAsync(now, cancellationToken);
        }

        await maintenance.TrimAsync(now - TimeSpan.FromDays(rules.ChangeDays), now - TimeSpan.FromDays(rules.RefusalDays), now - TimeSpan.FromHours(rules.RequestHours), cancellationToken);
        return deleted;
    }

    private static RecordQuery QueryOf(AgeLimit limit, DateTimeOffset now)
    {
        var filter = $"updateTime<\"{Text(now - TimeSpan.FromDays(limit.Days))}\"" + (limit.Kind == "*" ? "" : $" AND kind=\"{limit.Kind}\"");
        return new()
        {
            Project = limit.Project == "*" ? null : ProjectName.FromId(limit.Project),
            Filter = Parse(filter, FilterSchema.Occurrences),
            Limit = BatchItems,
        };
    }

    private async Task<long> DeleteAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        while (true)
        {
            var page = await store.ListOccurrencesAsync(query, cancellationToken);
            deleted += await CommitAsync([.. page.Items.Select(o => new RecordWrite.DeleteOccurrence(o.Name))], cancellationToken);
            if (page.Next is null)
            {
                return deleted;
            }

            query = query with { After = page.Next };
        }
    }

    private async Task<long> DeleteExpiredNotesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        var query = new RecordQuery { Filter = Parse($"expirationTime<=\"{Text(now)}\"", FilterSchema.Notes), Limit = BatchItems };
        while (true)
        {
            var page = await store.ListNotesAsync(query, cancellationToken);
            foreach (var note in page.Items)
            {
                deleted += await DeleteAsync(new() { Note = note.Name, Limit = BatchItems }, cancellationToken);
                deleted += await CommitAsync([new RecordWrite.DeleteNote(note.Name)], cancellationToken);
            }

            if (page.Next is null)
            {
                return deleted;
            }

            query = query with { After = page.Next };
        }
    }

    /// <summary>What somebody else deleted in between, or has just begun to use, is left to the next run.</summary>
    private async ValueTask<int> CommitAsync(ImmutableArray<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.IsEmpty)
        {
            return 0;
        }

        return await store.CommitAsync(new(writes, Origin, time.GetUtcNow()), cancellationToken) is CommitOutcome.Committed ? writes.Length : 0;
    }

    private static FilterExpression? Parse(string filter, FilterSchema schema) => ((FilterParseResult.Parsed)FilterParser.Parse(filter, schema)).Expression;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
