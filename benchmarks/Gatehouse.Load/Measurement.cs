using System.Diagnostics;

namespace Gatehouse.Load;

/// <summary>Calls of one scenario: how many a second, and how long one took.</summary>
internal sealed record Measurement(double PerSecond, double P50, double P99, int Failures)
{
    /// <summary>Runs callers in a closed loop for a while, after a warm-up of a fifth of it.</summary>
    public static async Task<Measurement> RunAsync(int callers, double seconds, Func<int, Task> call)
    {
        await LoopAsync(callers, seconds / 5, call);
        var clock = Stopwatch.StartNew();
        var (times, failures) = await LoopAsync(callers, seconds, call);
        var elapsed = clock.Elapsed.TotalSeconds;
        times.Sort();
        return new(times.Count / elapsed, Percentile(times, 0.5), Percentile(times, 0.99), failures);
    }

    private static async Task<(List<double> Milliseconds, int Failures)> LoopAsync(int callers, double seconds, Func<int, Task> call)
    {
        var all = new List<double>();
        var failures = 0;
        var next = 0;
        var until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetTimestamp() < until)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    await call(Interlocked.Increment(ref next));
                    own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                catch (Exception exception) when (exception is Grpc.Core.RpcException or HttpRequestException or InvalidDataException)
                {
                    if (Interlocked.Increment(ref failures) == 1)
                    {
                        Console.Error.WriteLine($"a call failed: {exception.Message}");
                    }
                }
            }

            lock (all)
            {
                all.AddRange(own);
            }
        })));
        return (all, failures);
    }

    private static double Percentile(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
