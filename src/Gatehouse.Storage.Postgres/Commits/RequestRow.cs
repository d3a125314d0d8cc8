using System.Collections.Immutable;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>A request that was committed, in a <see cref="Ledger{TKey, TRow}"/> by principal and id.</summary>
internal sealed record RequestRow(string Fingerprint, ImmutableArray<string> Names, DateTimeOffset Time);
