using System.Collections.Concurrent;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Keeps what registries answered for a while, what they do not have too, and asks once for all who want the same at a time. Failures are not kept.</summary>
internal sealed class CachedImageRegistry(IImageRegistry registry, IOptions<RegistryOptions> options, TimeProvider time) : IImageRegistry
{
    private const int MostEntries = 50_000;

    /// <summary>A manifest, its layers, and what refers to it, one after the other.</summary>
    private const int RequestsInARow = 5;
    private readonly ConcurrentDictionary<string, (Digest Digest, DateTimeOffset Until)> _tags = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<EvidencePlace, (ImageEvidence Evidence, DateTimeOffset Until)>> _evidence = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset? Time, DateTimeOffset Until)> _uploads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, Task> _running = new();
    private long _bytes;

    public async ValueTask<Digest> ResolveAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var key = $"{image.Name}:{image.Tag}";
        if (_tags.TryGetValue(key, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Digest;
        }

        var digest = await OnceAsync(key, limited => registry.ResolveAsync(image, limited), cancellationToken);
        Bound(_tags)[key] = (digest, After(options.Value.TagSeconds));
        return digest;
    }

    public async ValueTask<ImageEvidence> ReadEvidenceAsync(ImageReference image, EvidencePlace place, CancellationToken cancellationToken)
    {
        var key = $"{image.Name}@{image.Digest}";
        if (_evidence.TryGetValue(key, out var places) && places.TryGetValue(place, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Evidence;
        }

        var evidence = await OnceAsync((key, place), limited => registry.ReadEvidenceAsync(image, place, limited), cancellationToken);
        Keep(key, place, evidence);
        return evidence;
    }

    public async ValueTask<DateTimeOffset?> FindUploadTimeAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var key = $"{image.Name}@{image.Digest}";
        if (_uploads.TryGetValue(key, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Time;
        }

        var uploaded = await OnceAsync(("upload", key), limited => registry.FindUploadTimeAsync(image, limited), cancellationToken);
        Bound(_uploads)[key] = (uploaded, After(options.Value.EvidenceSeconds));
        return uploaded;
    }

    public void Forget(string resource) => _ = _evidence.TryRemove(resource, out _);

    private void Keep(string image, EvidencePlace place, ImageEvidence evidence)
    {
        var size = SizeOf(evidence);
        if (Interlocked.Add(ref _bytes, size) > options.Value.CacheBytes)
        {
            _evidence.Clear();
            Interlocked.Exchange(ref _bytes, size);
        }

        if (size <= options.Value.CacheBytes)
        {
            Bound(_evidence).GetOrAdd(image, _ => new())[place] = (evidence, After(evidence.IsEmpty ? options.Value.MissingSeconds : options.Value.EvidenceSeconds));
        }
    }

    /// <summary>The request goes on when the first who wanted it gives up: others may wait for it, and its own time is limited.</summary>
    private async ValueTask<T> OnceAsync<T>(object key, Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var running = (Task<T>)_running.GetOrAdd(key, _ => RunAsync(key, read));
        return await running.WaitAsync(cancellationToken);
    }

    private async Task<T> RunAsync<T>(object key, Func<CancellationToken, ValueTask<T>> read)
    {
        await Task.Yield();
        var patience = TimeSpan.FromMilliseconds((long)options.Value.TimeoutMilliseconds * RequestsInARow);
        using var limited = new CancellationTokenSource(patience, time);
        try
        {
            return await read(limited.Token);
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested)
        {
            throw new RegistryException(RegistryProblem.Unavailable, $"a registry did not come to an end with its answer in {patience.TotalSeconds:0.#} seconds (registries.timeoutMilliseconds)");
        }
        finally
        {
            _ = _running.TryRemove(key, out _);
        }
    }

    private DateTimeOffset After(int seconds) => time.GetUtcNow().AddSeconds(seconds);

    private static long SizeOf(ImageEvidence evidence) => 1_024 + evidence.Repository.Content.Values.Sum(c => (long)c.Length);

    private static ConcurrentDictionary<TKey, TValue> Bound<TKey, TValue>(ConcurrentDictionary<TKey, TValue> entries)
        where TKey : notnull
    {
        if (entries.Count >= MostEntries)
        {
            entries.Clear();
        }

        return entries;
    }
}
