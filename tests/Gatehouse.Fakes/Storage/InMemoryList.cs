using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;

namespace Gatehouse.Fakes.Storage;

/// <summary>One listing of records of a kind: all rows are looked at, in order, from the cursor on.</summary>
internal sealed class InMemoryList<T>(RecordQuery query, Func<T, long> sequence, Func<T, RecordColumn, FilterValue?> column, Func<T, IMessage> message)
{
    public RecordPage<T> Page(IEnumerable<T> records)
    {
        var items = new List<T>();
        var looked = 0;
        T? last = default;
        foreach (var record in InOrder(records))
        {
            if (looked++ == query.ScanLimit && query.Filter is not null)
            {
                return new([.. items], Cursor(last!));
            }

            if (query.Filter is null || FilterEvaluator.Matches(query.Filter, message(record)))
            {
                if (items.Count == query.Limit)
                {
                    return new([.. items], Cursor(items[^1]));
                }

                items.Add(record);
            }

            last = record;
        }

        return new([.. items], null);
    }

    private IEnumerable<T> InOrder(IEnumerable<T> records)
    {
        var sorted = records.ToList();
        sorted.Sort((left, right) => Compare(Cursor(left), Cursor(right)));
        return query.After is { } after ? sorted.SkipWhile(r => Compare(Cursor(r), after) <= 0) : sorted;
    }

    private int Compare(PageCursor left, PageCursor right)
    {
        var byKey = query.Order is null ? 0 : ColumnValues.Compare(left.Key, right.Key);
        var order = byKey != 0 ? byKey : left.Sequence.CompareTo(right.Sequence);
        return query.Order is { Descending: true } ? -order : order;
    }

    private PageCursor Cursor(T record) => new(sequence(record), query.Order is { } order ? column(record, order.Column) : null);
}
