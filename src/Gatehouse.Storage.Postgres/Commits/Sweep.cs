using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>
/// Runs a set that deletes notes or projects, alone in its transaction: what such a delete finds and takes with it is known to the database only, so
/// the writes before it are written first.
/// </summary>
internal sealed class Sweep(NpgsqlConnection connection, CommitState shared, WriteSet set, long firstRevision)
{
    private readonly List<WriteRefusal> _refusals = [];

    public async ValueTask<CommitOutcome> RunAsync(RequestLedger requests)
    {
        if (requests.Find(set.Request) is { } known)
        {
            return known;
        }

        await ExecuteAsync("SET LOCAL statement_timeout = 0");
        for (var next = 0; next < set.Writes.Length;)
        {
            next = WriteNames.Sweeps(set.Writes[next]) ? await DeleteAsync(next) : await WriteAsync(next);
        }

        if (_refusals.Count > 0)
        {
            return new CommitOutcome.Refused([.. _refusals]);
        }

        requests.Add(set);
        return new CommitOutcome.Committed(firstRevision);
    }

    /// <summary>Makes the writes up to the next sweeping one. Refused ones leave the others standing, so that all mistakes are found.</summary>
    private async ValueTask<int> WriteAsync(int first)
    {
        var end = first;
        while (end < set.Writes.Length && !WriteNames.Sweeps(set.Writes[end]))
        {
            end++;
        }

        var state = new CommitState();
        await LoadAsync(state, set.Writes.AsSpan()[first..end].ToArray());
        var judge = new WriteJudge(state, set, firstRevision);
        for (var i = first; i < end; i++)
        {
            judge.Apply(i);
        }

        _refusals.AddRange(judge.Refusals);
        state.Accept();
        shared.Changes.AddRange(state.Changes);
        await using var batch = new NpgsqlBatch(connection);
        StateWriter.Append(batch, state);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync();
        }

        return end;
    }

    private async ValueTask LoadAsync(CommitState state, RecordWrite[] writes)
    {
        await using var batch = new NpgsqlBatch(connection);
        var loader = new StateLoader(state, writes);
        loader.Append(batch);
        await using var reader = await batch.ExecuteReaderAsync();
        await loader.ReadAsync(reader, CancellationToken.None);
    }

    private async ValueTask<int> DeleteAsync(int index)
    {
        if (set.Writes[index] is RecordWrite.DeleteNote note)
        {
            await DeleteNoteAsync(index, note.Name);
        }
        else if (set.Writes[index] is RecordWrite.DeleteProject project)
        {
            await DeleteProjectAsync(index, project.Name);
        }

        return index + 1;
    }

    private async ValueTask DeleteNoteAsync(int index, NoteName name)
    {
        string[] key = [name.Project.Id, name.Location, name.Id];
        var kind = await FindAsync("SELECT kind FROM note WHERE project = $1 AND location = $2 AND id = $3", r => (NoteKind?)r.GetInt32(0), key);
        var user = await FindAsync(
            "SELECT project, location, id FROM occurrence WHERE note_project = $1 AND note_location = $2 AND note_id = $3 ORDER BY sequence LIMIT 1", ReadName, key);
        if (kind is null || user is not null)
        {
            Refuse(index, kind is null ? WriteRefusalReason.NotFound : WriteRefusalReason.NoteInUse, user?.ToString() ?? name.ToString());
            return;
        }

        await ExecuteAsync("DELETE FROM note WHERE project = $1 AND location = $2 AND id = $3", key);
        await ExecuteAsync("DELETE FROM document WHERE key = $1", name.ToString());
        Record(index, "notes", name.Project.Id, kind.Value);
    }

    private async ValueTask DeleteProjectAsync(int index, ProjectName name)
    {
        var exists = await FindAsync("SELECT 1 FROM project WHERE project = $1", _ => (bool?)true, name.Id);
        var user = await FindAsync(
            "SELECT project, location, id FROM occurrence WHERE note_project = $1 AND project <> $1 ORDER BY sequence LIMIT 1", ReadName, name.Id);
        if (exists is null || user is not null)
        {
            Refuse(index, exists is null ? WriteRefusalReason.NotFound : WriteRefusalReason.NoteInUse, user?.ToString() ?? name.ToString());
            return;
        }

        // '0' is the character after '/': everything named below the project.
        await ExecuteAsync("DELETE FROM document WHERE key = $1 OR (key >= $1 || '/' AND key < $1 || '0')", name.ToString());
        await ExecuteAsync("DELETE FROM occurrence WHERE project = $1", name.Id);
        await ExecuteAsync("DELETE FROM note WHERE project = $1", name.Id);
        await ExecuteAsync("DELETE FROM project WHERE project = $1", name.Id);
        Record(index, "projects", name.Id, NoteKind.Unspecified);
    }

    private void Refuse(int index, WriteRefusalReason reason, string subject) => _refusals.Add(new(index, reason, subject));

    private void Record(int index, string collection, string project, NoteKind kind) => shared.Changes.Add(
        new(firstRevision + index, set.Time, ChangeType.Deleted, collection, WriteNames.Of(set.Writes[index]), project, kind, "", set.Origin));

    private static OccurrenceName? ReadName(NpgsqlDataReader reader) => new(ProjectName.FromId(reader.GetString(0)), reader.GetString(1), reader.GetString(2));

    private async ValueTask<T?> FindAsync<T>(string sql, Func<NpgsqlDataReader, T?> read, params string[] values)
    {
        await using var command = Create(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? read(reader) : default;
    }

    private async ValueTask ExecuteAsync(string sql, params string[] values)
    {
        await using var command = Create(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlCommand Create(string sql, string[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Append(value);
        }

        return command;
    }
}
