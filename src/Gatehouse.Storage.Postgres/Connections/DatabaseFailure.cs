using Gatehouse.Metadata.Storage;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Connections;

/// <summary>What an error of the database means for the call.</summary>
internal static class DatabaseFailure
{
    /// <summary>The same call may succeed a little later: connection lost, server restarting, deadlock, too many connections.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { SqlState: "40001" or "40P01" or "55P03" or "57P01" or "57P02" or "57P03" or "57P05" or "53300" or "25P03" } => true,
        PostgresException e => e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>The server cannot take the call as it is: disk full, read-only, out of memory, statement too slow, not allowed in.</summary>
    public static bool IsUnavailable(PostgresException exception) =>
        exception.SqlState is "25006" or "57014" or "58030" or "28P01" or "28000" or "3D000" or "42P01" or "42501" || exception.SqlState.StartsWith("53", StringComparison.Ordinal);

    public static StoreUnavailableException Unavailable(Exception exception) => new($"PostgreSQL did not take the call: {exception.Message}. {Remedy(exception)}", exception);

    private static string Remedy(Exception exception) => exception is not PostgresException { SqlState: var state } ? "Check that the server runs and that the connection string (--store) is right."
        : state switch
        {
            "53100" => "The disk of the database is full: free space; writing goes on by itself.",
            "53300" => "The server has too many connections: raise max_connections or lower postgres.maximumConnections.",
            "25006" => "The server is read-only, perhaps a standby: connect to the primary.",
            "57014" => "The statement took longer than postgres.statementTimeout: narrow the query or raise it.",
            "28P01" or "28000" or "42501" => "Check user, password and rights in the connection string (--store).",
            "3D000" => "Create the database first.",
            "42P01" => "The schema is missing: run gatehouse migrate.",
            _ => "Check the server's log.",
        };
}
