using Gatehouse.Grafeas.V1;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>An occurrence in a <see cref="Ledger{TKey, TRow}"/>.</summary>
internal sealed record OccurrenceRow(Occurrence Occurrence, long Sequence, long Revision);
