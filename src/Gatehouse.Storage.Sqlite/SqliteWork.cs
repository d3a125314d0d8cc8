namespace Gatehouse.Storage.Sqlite;

/// <summary>Work for the writer.</summary>
internal abstract class SqliteWork(int size)
{
    /// <summary>How many single writes it is.</summary>
    public int Size { get; } = size;

    /// <returns>False when nothing of it is to be kept.</returns>
    public abstract bool Run(SqliteTransactionScope scope);

    /// <summary>Answers the caller: what was done is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

internal sealed class SqliteWork<T>(Func<SqliteTransactionScope, T> work, int size) : SqliteWork(size)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override bool Run(SqliteTransactionScope scope)
    {
        scope.IsKept = true;
        _result = work(scope);
        return scope.IsKept;
    }

    public override void Complete() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
