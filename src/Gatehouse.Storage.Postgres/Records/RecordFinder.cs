using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>Single records by name, and projects.</summary>
internal sealed class RecordFinder(PostgresDatabase database)
{
    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) =>
        FindAsync(RecordTables.Notes, name.Project.Id, name.Location, name.Id, cancellationToken);

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) =>
        FindAsync(RecordTables.Occurrences, name.Project.Id, name.Location, name.Id, cancellationToken);

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand("SELECT project, ticks, sequence FROM project WHERE project = $1", connection);
            command.Parameters.Append(name.Id);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation) ? ReadProject(reader) : null;
        },
        cancellationToken);

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand("SELECT project, ticks, sequence FROM project WHERE sequence > $1 ORDER BY sequence LIMIT $2", connection);
            command.Parameters.Append(after);
            command.Parameters.Append(limit + 1L);
            var rows = new List<StoredProject>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(ReadProject(reader));
            }

            return new RecordPage<StoredProject>([.. rows.Take(limit)], rows.Count > limit ? new(rows[limit - 1].Sequence) : null);
        },
        cancellationToken);

    private static StoredProject ReadProject(NpgsqlDataReader reader) =>
        new(ProjectName.FromId(reader.GetString(0)), new(reader.GetInt64(1), TimeSpan.Zero), reader.GetInt64(2));

    private ValueTask<T?> FindAsync<T>(RecordTable<T> table, string project, string location, string id, CancellationToken cancellationToken)
        where T : class => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(
                $"SELECT {RecordTables.ReadColumns} FROM {table.Name} WHERE project = $1 AND location = $2 AND id = $3", connection);
            command.Parameters.Append(project);
            command.Parameters.Append(location);
            command.Parameters.Append(id);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation) ? table.Read(reader) : null;
        },
        cancellationToken);
}
