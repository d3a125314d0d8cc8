using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>Writes the last use of tokens now and then; a use that is lost with the process only makes it look a little older.</summary>
internal sealed class TokenUseWriter(TokenStore tokens, TimeProvider time, IOptions<AccessOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.Tokens.LastUsedMinutes), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tokens.SaveUsesAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The next round has newer uses; the store's own health check reports it.
            }
        }
    }
}
