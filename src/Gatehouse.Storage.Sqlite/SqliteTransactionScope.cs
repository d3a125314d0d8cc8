namespace Gatehouse.Storage.Sqlite;

/// <summary>What work sees of the transaction it shares: the session, and the revisions it gives out.</summary>
internal sealed class SqliteTransactionScope
{
    private long _saved;

    public SqliteTransactionScope(SqliteSession session)
    {
        Session = session;
        Revision = _saved = (long)session.Prepare("SELECT revision FROM clock").ExecuteScalar()!;
    }

    public SqliteSession Session { get; }

    /// <summary>The last revision given out; set back when work is undone.</summary>
    public long Revision { get; set; }

    /// <summary>Work sets this to false to undo what it has done.</summary>
    public bool IsKept { get; set; }

    public long Next() => ++Revision;

    /// <summary>Keeps the revisions given out so far.</summary>
    public void SaveRevision()
    {
        if (Revision != _saved)
        {
            Session.Execute("UPDATE clock SET revision = $0", Revision);
            _saved = Revision;
        }
    }
}
