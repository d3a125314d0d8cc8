using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>Request ids that are known, and those that a transaction adds.</summary>
internal sealed class RequestLedger
{
    private readonly Ledger<(string Principal, string Id), RequestRow> _rows = new();

    public IReadOnlyDictionary<(string Principal, string Id), RequestRow?> Added => _rows.Changes;

    public void Load(RequestKey key, string fingerprint, ImmutableArray<string> names) => _rows.Load((key.Principal, key.Id), new(fingerprint, names, default));

    /// <returns>Null when the request is new.</returns>
    public CommitOutcome? Find(RequestKey? key) => key is null || _rows.Find((key.Principal, key.Id)) is not { } row ? null
        : row.Fingerprint == key.Fingerprint ? new CommitOutcome.Repeated(row.Names)
        : new CommitOutcome.RequestReused();

    public void Add(WriteSet set)
    {
        if (set.Request is { } key)
        {
            _rows.Set((key.Principal, key.Id), new(key.Fingerprint, [.. set.Writes.Select(WriteNames.Of)], set.Time));
            _rows.Accept();
        }
    }
}
