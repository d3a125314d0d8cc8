using System.Globalization;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Changes;

/// <summary>
/// Knows the last revision from whichever replica: by LISTEN on a connection of its own, opened at the first wait, and by asking each poll interval and
/// after every new connection, so that a notification lost with a connection costs time but no wake-up.
/// </summary>
internal sealed class ChangeListener(PostgresDatabase database) : IAsyncDisposable
{
    public const string Channel = "gatehouse_change";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _revision;
    private Task? _loop;

    /// <summary>Tells a revision that is visible by now.</summary>
    public void Advance(long revision)
    {
        lock (_lock)
        {
            if (revision > _revision)
            {
                _revision = revision;
                _next.TrySetResult();
                _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public async ValueTask WaitAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_revision > after)
                {
                    return;
                }

                ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
                _loop ??= Task.Run(ListenAsync, CancellationToken.None);
                next = _next.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_lock)
        {
            _stop.Cancel();
            _next.TrySetException(new ObjectDisposedException(nameof(PostgresStore)));
            loop = _loop;
        }

        await (loop ?? Task.CompletedTask);
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or ObjectDisposedException or TimeoutException or InvalidOperationException)
            {
                await PauseAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Notification += (_, notification) => Advance(long.Parse(notification.Payload, CultureInfo.InvariantCulture));
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await using var command = new NpgsqlCommand("SELECT revision FROM clock", connection);
            Advance((long)(await command.ExecuteScalarAsync(cancellationToken))!);
            while (await connection.WaitAsync(database.Options.ChangePollInterval, cancellationToken))
            {
                // The event has told the revision.
            }
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), database.Time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }
}
