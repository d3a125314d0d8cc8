using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Retention;

/// <summary>Runs retention now and then. Replicas may run it at once: a deletion that comes second finds nothing to do.</summary>
public sealed partial class RetentionLoop(RetentionService retention, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionLoop> logger) : BackgroundService
{
    private static readonly TimeSpan FirstRun = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.IntervalMinutes <= 0)
        {
            return;
        }

        var interval = TimeSpan.FromMinutes(options.Value.IntervalMinutes);
        await Task.Delay(interval < FirstRun ? interval : FirstRun, time, stoppingToken);
        while (true)
        {
            try
            {
                Ran(await retention.RunAsync(stoppingToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Failed(exception);
            }

            await Task.Delay(interval, time, stoppingToken);
        }
    }

    [LoggerMessage(1301, LogLevel.Information, "Retention deleted {Deleted} records")]
    private partial void Ran(long deleted);

    [LoggerMessage(1302, LogLevel.Error, "Retention failed and is tried again at its next time")]
    private partial void Failed(Exception exception);
}
