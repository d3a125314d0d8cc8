namespace Gatehouse.Attestation.Keys;

/// <summary>
/// One native key handle kept between uses. The framework's key objects are not promised to be safe for threads; a second user at the same time gets a
/// handle of its own, which is closed after use, so that a key never holds more than one.
/// </summary>
internal sealed class Lease<T>(Func<T> open) where T : class, IDisposable
{
    private T? _idle;

    public TResult Use<TState, TResult>(TState state, Func<T, TState, TResult> use) where TState : allows ref struct
    {
        var handle = Interlocked.Exchange(ref _idle, null) ?? open();
        try
        {
            return use(handle, state);
        }
        finally
        {
            Interlocked.Exchange(ref _idle, handle)?.Dispose();
        }
    }
}
