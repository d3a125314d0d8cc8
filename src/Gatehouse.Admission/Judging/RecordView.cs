using Gatehouse.Admission.Facts;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Manifests.Storage;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Admission.Judging;

/// <summary>
/// Keeps what is held in memory true to the store: before anything is judged, what has changed since the last time is forgotten. So a policy or record that is written counts from the next
/// question on, on every replica.
/// </summary>
internal sealed class RecordView(IChangeStore changes, PolicyLibrary policies, FactCache facts, IImageRegistry? registry = null) : IDisposable
{
    /// <summary>Reading more changes than this costs more than reading everything anew.</summary>
    private const int MostChanges = 5_000;
    private const int PageSize = 1_000;
    private readonly SemaphoreSlim _reading = new(1);
    private long _seen = -1;

    /// <returns>A revision; everything up to it is taken into account.</returns>
    public async ValueTask<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var revision = await changes.GetRevisionAsync(cancellationToken);
        if (revision == Volatile.Read(ref _seen))
        {
            return revision;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (revision > _seen)
            {
                await ReadAsync(revision, cancellationToken);
                Volatile.Write(ref _seen, revision);
            }

            return _seen;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async ValueTask ReadAsync(long revision, CancellationToken cancellationToken)
    {
        if (_seen < 0 || revision - _seen > MostChanges)
        {
            policies.Forget();
            facts.ForgetAll(revision);
            return;
        }

        var last = _seen;
        while (last < revision)
        {
            var page = await changes.ListChangesAsync(new() { After = last, UpTo = revision, Limit = PageSize }, cancellationToken);
            foreach (var change in page)
            {
                Apply(change);
            }

            last = page.Length < PageSize ? revision : page[^1].Revision;
        }
    }

    private void Apply(Change change)
    {
        if (change.Collection == ManifestStore.Collection)
        {
            policies.Forget();
        }
        else if (change.ResourceUri.Length > 0)
        {
            facts.Forget(change.ResourceUri, change.Revision);
            registry?.Forget(ResourceUri.Canonicalize(change.ResourceUri));
        }
    }
}
