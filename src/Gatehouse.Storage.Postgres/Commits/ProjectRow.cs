namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>A project in a <see cref="Ledger{TKey, TRow}"/>.</summary>
internal sealed record ProjectRow(DateTimeOffset CreateTime, long Sequence);
