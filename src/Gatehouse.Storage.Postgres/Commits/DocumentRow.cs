namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>A document in a <see cref="Ledger{TKey, TRow}"/>.</summary>
internal sealed record DocumentRow(long Revision, ReadOnlyMemory<byte> Content);
