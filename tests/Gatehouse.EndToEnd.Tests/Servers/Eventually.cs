using System.Diagnostics;

namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>Waits for what must come to be, with a deadline that only a hang reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task Async(Func<Task<bool>> condition)
    {
        for (var waited = Stopwatch.StartNew(); !await condition(); await Task.Delay(Pause, TestContext.Current.CancellationToken))
        {
            Assert.True(waited.Elapsed < Deadline, "it did not come to be");
        }
    }

    public static Task Async(Func<bool> condition) => Async(() => Task.FromResult(condition()));
}
