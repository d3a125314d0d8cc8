using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Reading connections, as many as read at once. A read runs on its caller's thread: it takes microseconds and waits for nobody.</summary>
internal sealed class SqliteReaders(SqliteConnectionFactory factory) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];

    public T Read<T>(Func<SqliteSession, T> read)
    {
        if (!_idle.TryTake(out var session))
        {
            session = new(factory.OpenReader());
        }

        try
        {
            var result = read(session);
            _idle.Add(session);
            return result;
        }
        catch (SqliteException exception)
        {
            session.Dispose();
            throw SqliteFailures.Translate(exception);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
