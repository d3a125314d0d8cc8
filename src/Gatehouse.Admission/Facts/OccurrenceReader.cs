using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Admission.Facts;

/// <summary>Reads all occurrences that a filter selects, page by page, up to a limit.</summary>
internal static class OccurrenceReader
{
    private const int PageSize = 1_000;

    /// <returns>At most <paramref name="limit"/> occurrences, and whether those are all.</returns>
    public static async ValueTask<(List<Occurrence> Found, bool AreAll)> ReadAsync(IRecordStore records, FilterExpression filter, int limit, CancellationToken cancellationToken)
    {
        var (found, areAll) = await ReadStoredAsync(records, filter, limit, cancellationToken);
        return ([.. found.Select(f => f.Occurrence)], areAll);
    }

    /// <summary>As <see cref="ReadAsync"/>, with their names.</summary>
    public static async ValueTask<(List<StoredOccurrence> Found, bool AreAll)> ReadStoredAsync(IRecordStore records, FilterExpression filter, int limit, CancellationToken cancellationToken)
    {
        var found = new List<StoredOccurrence>();
        var query = new RecordQuery { Filter = filter, Limit = Math.Min(PageSize, limit + 1) };
        while (true)
        {
            var page = await records.ListOccurrencesAsync(query, cancellationToken);
            found.AddRange(page.Items);
            if (found.Count > limit)
            {
                return (found[..limit], false);
            }

            if (page.Next is null)
            {
                return (found, true);
            }

            query = query with { After = page.Next };
        }
    }
}
