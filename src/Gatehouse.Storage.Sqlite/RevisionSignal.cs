namespace Gatehouse.Storage.Sqlite;

/// <summary>The last durable revision, to be waited for.</summary>
internal sealed class RevisionSignal(long revision)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _advanced = New();
    private long _revision = revision;

    public long Revision => Volatile.Read(ref _revision);

    public void Advance(long revision)
    {
        TaskCompletionSource advanced;
        lock (_lock)
        {
            if (revision <= _revision)
            {
                return;
            }

            Volatile.Write(ref _revision, revision);
            (advanced, _advanced) = (_advanced, New());
        }

        advanced.SetResult();
    }

    public async ValueTask WaitAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task advanced;
            lock (_lock)
            {
                if (_revision > after)
                {
                    return;
                }

                advanced = _advanced.Task;
            }

            await advanced.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
