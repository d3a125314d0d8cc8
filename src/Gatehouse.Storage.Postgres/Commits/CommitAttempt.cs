using System.Collections.Immutable;
using System.Globalization;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Changes;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;
using NpgsqlTypes;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>
/// One transaction for some sets, which can be run again until its outcome is known. Two round trips: (1) note the commit id, take the clock, fetch
/// what the sets touch; (2) write, move the clock, notify and commit. COMMIT is sent only after the commit id was seen to be written: a repetition
/// that inserts the same id waits for a COMMIT still on its way, and then finds the row or knows that there never will be one.
/// </summary>
internal sealed class CommitAttempt(ImmutableArray<WriteSet> sets)
{
    /// <summary>Acknowledged means durable, also on a server that is set up to be careless.</summary>
    private const string TakeClock = """
        SELECT revision, CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END FROM clock FOR UPDATE
        """;

    private readonly Guid _id = Guid.NewGuid();
    private CommitOutcome[] _outcomes = [];

    public bool MayHaveCommitted { get; private set; }

    /// <summary>The last revision after the commit.</summary>
    public long Revision { get; private set; }

    public async Task<CommitOutcome[]> RunAsync(NpgsqlConnection connection)
    {
        var (state, requests) = (new CommitState(), new RequestLedger());
        var sweeps = WriteNames.Sweeps(sets[0]);
        var loader = new StateLoader(state, sweeps ? [] : sets.SelectMany(s => s.Writes));
        if (await BeginAsync(connection, loader, requests) is not { } revision)
        {
            await ExecuteAsync(connection, "ROLLBACK");
            return _outcomes;
        }

        Revision = revision;
        var outcomes = sweeps ? [await new Sweep(connection, state, sets[0], revision + 1).RunAsync(requests)] : Judge(state, requests, revision);
        var last = revision + Enumerable.Range(0, outcomes.Length).Sum(i => outcomes[i] is CommitOutcome.Committed ? (long)sets[i].Writes.Length : 0);
        await EndAsync(connection, state, requests, outcomes, last);
        return outcomes;
    }

    /// <returns>The clock, which is ours until the end; null when an earlier run has committed.</returns>
    private async ValueTask<long?> BeginAsync(NpgsqlConnection connection, StateLoader loader, RequestLedger requests)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Append("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        batch.Append("INSERT INTO commit_id (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id").Append(_id);
        batch.Append(TakeClock);
        var keys = AppendRequests(batch);
        loader.Append(batch);
        await using var reader = await batch.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return null;
        }

        await reader.NextResultAsync();
        await reader.ReadAsync();
        var revision = reader.GetInt64(0);
        await reader.NextResultAsync();
        if (keys.Count > 0)
        {
            await ReadRequestsAsync(reader, keys, requests);
        }

        await loader.ReadAsync(reader, CancellationToken.None);
        return revision;
    }

    private Dictionary<string, RequestKey> AppendRequests(NpgsqlBatch batch)
    {
        var keys = new Dictionary<string, RequestKey>();
        foreach (var key in sets.Select(s => s.Request).OfType<RequestKey>())
        {
            keys[Convert.ToHexString(RequestKeys.Hash(key.Principal, key.Id))] = key;
        }

        if (keys.Count > 0)
        {
            batch.Append("SELECT key, fingerprint, names FROM request WHERE key = ANY ($1)").AppendArray(keys.Keys.Select(Convert.FromHexString), NpgsqlDbType.Bytea);
        }

        return keys;
    }

    private static async ValueTask ReadRequestsAsync(NpgsqlDataReader reader, Dictionary<string, RequestKey> keys, RequestLedger requests)
    {
        while (await reader.ReadAsync())
        {
            var key = keys[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))];
            requests.Load(key, reader.GetString(1), [.. reader.GetFieldValue<string[]>(2).Select(ColumnText.Decode)]);
        }

        await reader.NextResultAsync();
    }

    private async ValueTask EndAsync(NpgsqlConnection connection, CommitState state, RequestLedger requests, CommitOutcome[] outcomes, long last)
    {
        if (!outcomes.Any(o => o is CommitOutcome.Committed))
        {
            await ExecuteAsync(connection, "ROLLBACK");
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        StateWriter.Append(batch, state);
        StateWriter.AppendChanges(batch, state.Changes);
        StateWriter.AppendRequests(batch, requests);
        batch.Append("UPDATE clock SET revision = $1").Append(last);
        batch.Append($"SELECT pg_notify('{ChangeListener.Channel}', $1)").Append(last.ToString(CultureInfo.InvariantCulture));
        batch.Append("COMMIT");
        (_outcomes, MayHaveCommitted) = (outcomes, true);
        await batch.ExecuteNonQueryAsync();
        Revision = last;
    }

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private CommitOutcome[] Judge(CommitState state, RequestLedger requests, long revision)
    {
        var outcomes = new CommitOutcome[sets.Length];
        for (var i = 0; i < sets.Length; i++)
        {
            outcomes[i] = requests.Find(sets[i].Request) ?? Judge(state, sets[i], revision + 1);
            if (outcomes[i] is CommitOutcome.Committed)
            {
                requests.Add(sets[i]);
                revision += sets[i].Writes.Length;
            }
        }

        return outcomes;
    }

    private static CommitOutcome Judge(CommitState state, WriteSet set, long firstRevision)
    {
        var judge = new WriteJudge(state, set, firstRevision);
        for (var i = 0; i < set.Writes.Length; i++)
        {
            judge.Apply(i);
        }

        if (judge.Refusals.Count > 0)
        {
            state.Reject();
            return new CommitOutcome.Refused([.. judge.Refusals]);
        }

        state.Accept();
        return new CommitOutcome.Committed(firstRevision);
    }
}
