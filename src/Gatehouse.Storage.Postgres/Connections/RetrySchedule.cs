namespace Gatehouse.Storage.Postgres.Connections;

/// <summary>Pauses that double from 20 ms to 1 s until the window is over.</summary>
internal sealed class RetrySchedule(TimeProvider time, TimeSpan window)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    public bool IsOver => time.GetElapsedTime(_start) >= window;

    public async ValueTask PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_pause, time, cancellationToken);
        _pause = _pause * 2 < Longest ? _pause * 2 : Longest;
    }
}
