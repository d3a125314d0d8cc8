using System.Globalization;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Connections;

/// <summary>The pool, and reads that are repeated while the database is away.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(PostgresStoreOptions options, TimeProvider time)
    {
        (Options, Time) = (options, time);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Default(settings, "Maximum Pool Size", options.MaximumConnections);
        Default(settings, "Max Auto Prepare", 100);
        Default(settings, "Auto Prepare Min Usages", 2);
        Default(settings, "Keepalive", 10);
        Default(settings, "Timeout", 5);
        Default(settings, "Command Timeout", (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 5);
        Default(settings, "Application Name", "gatehouse");
        settings.Options = $"{settings.Options} {SessionSettings(options)}".Trim();
        ConnectionString = settings.ConnectionString;
        _source = new NpgsqlDataSourceBuilder(ConnectionString).Build();
    }

    public PostgresStoreOptions Options { get; }

    public TimeProvider Time { get; }

    public string ConnectionString { get; }

    public RetrySchedule StartRetries() => new(Time, Options.RetryWindow);

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Does something that may be done twice.</summary>
    public async ValueTask<T> RetryAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> action, CancellationToken cancellationToken)
    {
        var retries = StartRetries();
        while (true)
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await action(connection, cancellationToken);
            }
            catch (Exception exception) when (DatabaseFailure.IsTransient(exception) && !cancellationToken.IsCancellationRequested)
            {
                if (retries.IsOver)
                {
                    throw DatabaseFailure.Unavailable(exception);
                }
            }
            catch (PostgresException exception) when (DatabaseFailure.IsUnavailable(exception))
            {
                throw DatabaseFailure.Unavailable(exception);
            }

            await retries.PauseAsync(cancellationToken);
        }
    }

    public async ValueTask PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT revision FROM clock", connection);
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception exception) when ((exception is PostgresException || DatabaseFailure.IsTransient(exception)) && !cancellationToken.IsCancellationRequested)
        {
            throw DatabaseFailure.Unavailable(exception);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>A writer that hangs must not keep the clock; the planner may not guess from values it has not seen.</summary>
    private static string SessionSettings(PostgresStoreOptions options) => string.Create(
        CultureInfo.InvariantCulture, $"-c statement_timeout={(long)options.StatementTimeout.TotalMilliseconds} -c idle_in_transaction_session_timeout=15000 -c jit=off -c plan_cache_mode=force_custom_plan");

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }
}
