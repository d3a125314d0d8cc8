using Gatehouse.Metadata.Calls;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Changes;

/// <summary>Counts open streams, in all and by principal.</summary>
internal sealed class StreamSlots(IOptions<ChangeOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = [];
    private int _total;

    /// <summary>Takes a slot until the result is disposed. RESOURCE_EXHAUSTED when there is none.</summary>
    public IDisposable Take(string principal)
    {
        lock (_lock)
        {
            var own = _open.GetValueOrDefault(principal);
            if (own >= options.Value.StreamsPerPrincipal)
            {
                throw Errors.ResourceExhausted($"\"{principal}\" has {own} streams open, the most that one principal may have", RetryAfter);
            }

            if (_total >= options.Value.Streams)
            {
                throw Errors.ResourceExhausted($"{_total} streams are open, the most that this server allows", RetryAfter);
            }

            _open[principal] = own + 1;
            _total++;
        }

        return new Slot(this, principal);
    }

    private void Give(string principal)
    {
        lock (_lock)
        {
            _total--;
            if (--_open[principal] == 0)
            {
                _open.Remove(principal);
            }
        }
    }

    private sealed class Slot(StreamSlots slots, string principal) : IDisposable
    {
        private bool _given;

        public void Dispose()
        {
            if (!_given)
            {
                _given = true;
                slots.Give(principal);
            }
        }
    }
}
