using System.Data;
using System.Runtime.CompilerServices;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Changes;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Commits;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Maintenance;

/// <summary>The whole store, out as one snapshot of the database and in in one transaction.</summary>
internal sealed class Snapshots(PostgresDatabase database, Action<long> advance)
{
    private const int PortionItems = 1_000;

    private static readonly (string Sql, Func<NpgsqlDataReader, SnapshotItem> Read)[] Parts =
    [
        ("SELECT revision FROM clock", r => new SnapshotItem.Head(r.GetInt64(0))),
        ("SELECT sequence, project, ticks FROM project ORDER BY sequence",
            r => new SnapshotItem.Project(new(ProjectName.FromId(r.GetString(1)), new(r.GetInt64(2), TimeSpan.Zero), r.GetInt64(0)))),
        ("SELECT sequence, revision, message FROM note ORDER BY sequence", r => new SnapshotItem.Note(r.GetInt64(0), r.GetInt64(1), r.GetFieldValue<byte[]>(2))),
        ("SELECT sequence, revision, message FROM occurrence ORDER BY sequence", r => new SnapshotItem.Occurrence(r.GetInt64(0), r.GetInt64(1), r.GetFieldValue<byte[]>(2))),
        ("SELECT collection, key, revision, content FROM document ORDER BY revision",
            r => new SnapshotItem.Document(new(ColumnText.Decode(r.GetString(0)), ColumnText.Decode(r.GetString(1)), r.GetFieldValue<byte[]>(3), r.GetInt64(2)))),
        ($"SELECT {ChangeReader.Columns} FROM change ORDER BY revision", r => new SnapshotItem.Change(ChangeReader.Read(r))),
    ];

    public async IAsyncEnumerable<SnapshotItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(connection, "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);
        foreach (var (sql, read) in Parts)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                yield return read(rows);
            }
        }
    }

    public async ValueTask RestoreAsync(IEnumerable<SnapshotItem> items, WriteOrigin origin, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);
        await using var clock = new NpgsqlCommand("SELECT revision FROM clock FOR UPDATE", connection);
        var revision = (long)(await clock.ExecuteScalarAsync(cancellationToken))!;
        await ExecuteAsync(connection, "DELETE FROM project; DELETE FROM note; DELETE FROM occurrence; DELETE FROM document; DELETE FROM change; DELETE FROM request", cancellationToken);
        foreach (var portion in items.Chunk(PortionItems))
        {
            revision = Math.Max(revision, portion.OfType<SnapshotItem.Head>().Select(h => h.Revision).FirstOrDefault());
            await InsertAsync(connection, portion, cancellationToken);
        }

        revision++;
        await InsertAsync(connection, [new SnapshotItem.Change(new(revision, time, ChangeType.Updated, "store", "restored", "", NoteKind.Unspecified, "", origin))], cancellationToken);
        await ExecuteAsync(connection, string.Create(null, $"UPDATE clock SET revision = {revision}, trimmed = {revision - 1}; SELECT pg_notify('{ChangeListener.Channel}', '{revision}')"), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        advance(revision);
    }

    private static async ValueTask InsertAsync(NpgsqlConnection connection, SnapshotItem[] portion, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        StateWriter.AppendProjects(batch, [.. portion.OfType<SnapshotItem.Project>().Select(p => KeyValuePair.Create(p.Value.Name, (ProjectRow?)new ProjectRow(p.Value.CreateTime, p.Value.Sequence)))]);
        StateWriter.AppendNotes(batch, [.. portion.OfType<SnapshotItem.Note>().Select(Row)]);
        StateWriter.AppendOccurrences(batch, [.. portion.OfType<SnapshotItem.Occurrence>().Select(Row)]);
        StateWriter.AppendDocuments(batch, [.. portion.OfType<SnapshotItem.Document>().Select(d => KeyValuePair.Create(new DocumentKey(d.Value.Collection, d.Value.Key), (DocumentRow?)new DocumentRow(d.Value.Revision, d.Value.Content)))]);
        if (portion.OfType<SnapshotItem.Change>().Select(c => c.Value).ToList() is { Count: > 0 } changes)
        {
            StateWriter.AppendChanges(batch, changes);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static KeyValuePair<NoteName, NoteRow?> Row(SnapshotItem.Note item)
    {
        var note = Note.Parser.ParseFrom(item.Wire.Span);
        return new(NoteName.Parse(note.Name), new(note.Kind, item.Sequence, item.Revision, note));
    }

    private static KeyValuePair<OccurrenceName, OccurrenceRow?> Row(SnapshotItem.Occurrence item)
    {
        var occurrence = Occurrence.Parser.ParseFrom(item.Wire.Span);
        return new(OccurrenceName.Parse(occurrence.Name), new(occurrence, item.Sequence, item.Revision));
    }

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
