namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>
/// Rows as a transaction sees them: what the database holds, what sets of the transaction have changed, and what the set on trial would change.
/// A value of null is a row that is not there.
/// </summary>
internal sealed class Ledger<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, TRow?> _known = [];
    private readonly Dictionary<TKey, TRow?> _accepted = [];
    private readonly Dictionary<TKey, TRow?> _trial = [];

    /// <summary>What has to be written: rows, and keys whose row is to go.</summary>
    public IReadOnlyDictionary<TKey, TRow?> Changes => _accepted;

    public IEnumerable<TKey> Keys => _known.Keys.Concat(_accepted.Keys).Concat(_trial.Keys).Distinct();

    public void Load(TKey key, TRow row) => _known[key] = row;

    public TRow? Find(TKey key) =>
        _trial.TryGetValue(key, out var row) || _accepted.TryGetValue(key, out row) || _known.TryGetValue(key, out row) ? row : null;

    public void Set(TKey key, TRow? row) => _trial[key] = row;

    public void Accept()
    {
        foreach (var (key, row) in _trial)
        {
            _accepted[key] = row;
        }

        _trial.Clear();
    }

    public void Reject() => _trial.Clear();
}
