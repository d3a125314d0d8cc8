using System.Diagnostics;

namespace Gatehouse.EndToEnd.Tests.Soak;

/// <summary>The working set of a process, read every second while something runs.</summary>
internal sealed class MemoryMeter(int processId)
{
    private readonly List<long> _samples = [];

    /// <summary>In bytes, in the order read.</summary>
    public IReadOnlyList<long> Samples => _samples;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(processId);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!cancellationToken.IsCancellationRequested)
        {
            process.Refresh();
            _samples.Add(process.WorkingSet64);
            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The middle value of a share of the samples, for example the last quarter: 0.75 to 1.</summary>
    public long Median(double from, double to)
    {
        var share = _samples.Skip((int)(_samples.Count * from)).Take(Math.Max(1, (int)(_samples.Count * (to - from)))).Order().ToList();
        return share[share.Count / 2];
    }
}
