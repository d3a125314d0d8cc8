using Gatehouse.Grafeas.V1;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>A note in a <see cref="Ledger{TKey, TRow}"/>; the message is there only when it is to be written.</summary>
internal sealed record NoteRow(NoteKind Kind, long Sequence, long Revision, Note? Note = null);
