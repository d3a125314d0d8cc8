using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>
/// The one writer, on a thread of its own. Whatever waits while a transaction is being flushed goes into the next one together (group commit); each set has
/// a savepoint, so that a refused one leaves the others alone. Callers are answered after the flush.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteStoreOptions _options;
    private readonly SqliteConnectionFactory _factory;
    private readonly Channel<SqliteWork> _queue;
    private readonly Thread _thread;
    private readonly RevisionSignal _signal;
    private SqliteSession? _session;

    public SqliteWriter(SqliteStoreOptions options, SqliteConnectionFactory factory, SqliteSession session, RevisionSignal signal)
    {
        (_options, _factory, _session, _signal) = (options, factory, session, signal);
        _queue = Channel.CreateBounded<SqliteWork>(new BoundedChannelOptions(options.QueuedSets) { SingleReader = true });
        _thread = new(Run) { IsBackground = true, Name = "gatehouse-sqlite-writer" };
        _thread.Start();
    }

    /// <summary>Runs work in a transaction and ends when it is durable. Work that has begun is not cancelled.</summary>
    public async ValueTask<T> RunAsync<T>(Func<SqliteTransactionScope, T> work, int size, CancellationToken cancellationToken)
    {
        var item = new SqliteWork<T>(work, size);
        await _queue.Writer.WriteAsync(item, cancellationToken);
        return await item.Completion;
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _session?.Dispose();
    }

    private void Run()
    {
        var group = new List<SqliteWork>();
        while (Take(group))
        {
            try
            {
                Commit(group);
            }
            catch (SqliteException exception)
            {
                Abandon(group, SqliteFailures.Translate(exception));
            }
            catch (Exception exception)
            {
                Abandon(group, exception);
            }

            group.Clear();
        }
    }

    private bool Take(List<SqliteWork> group)
    {
        if (!_queue.Reader.TryRead(out var first))
        {
            if (!WaitForWork())
            {
                return false;
            }

            _queue.Reader.TryRead(out first);
        }

        var size = 0;
        for (var next = first; next is not null; next = group.Count < _options.GroupSets && size < _options.GroupWrites && _queue.Reader.TryRead(out var more) ? more : null)
        {
            group.Add(next);
            size += next.Size;
        }

        return true;
    }

    private bool WaitForWork()
    {
        var waiting = _queue.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private void Commit(List<SqliteWork> group)
    {
        var session = _session ??= new(_factory.OpenWriter());
        session.Execute("BEGIN IMMEDIATE");
        var scope = new SqliteTransactionScope(session);
        foreach (var work in group)
        {
            session.Execute("SAVEPOINT work");
            var before = scope.Revision;
            if (!work.Run(scope))
            {
                session.Execute("ROLLBACK TO work");
                scope.Revision = before;
            }

            session.Execute("RELEASE work");
        }

        scope.SaveRevision();
        session.Execute("COMMIT");
        _signal.Advance(scope.Revision);
        group.ForEach(w => w.Complete());
    }

    /// <summary>A connection that has failed may be left inside a transaction: the next group gets a new one.</summary>
    private void Abandon(List<SqliteWork> group, Exception exception)
    {
        try
        {
            _session?.Dispose();
        }
        catch (SqliteException disposal)
        {
            Debug.WriteLine(disposal);
        }

        _session = null;
        group.ForEach(w => w.Fail(exception));
    }
}
