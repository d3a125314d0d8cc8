using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Languages;
using Gatehouse.Artifacts.Content;
using Gatehouse.Policy.Facts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Facts;

/// <summary>
/// What has been found out of images. An entry holds as long as no record of its image has changed and its time is not up: signatures in registries and the validity of keys change without a
/// word in the records. Thread-safe.
/// </summary>
internal sealed class FactCache(IOptions<AdmissionOptions> options)
{
    private readonly ConcurrentDictionary<(string Image, FactNeeds Needs), CachedFacts> _entries = new();
    private readonly ConcurrentDictionary<string, long> _changes = new(StringComparer.Ordinal);
    private long _floor;

    /// <param name="resources">Canonical names of the image's resource.</param>
    public ImageFacts? Find(string image, FactNeeds needs, ImmutableArray<string> resources, DateTimeOffset now) =>
        _entries.TryGetValue((image, needs), out var entry) && now < entry.Until && IsCurrent(resources, entry.Revision) ? entry.Facts : null;

    /// <param name="revision">As of which the records were read, or an earlier one.</param>
    public void Keep(ImageFacts facts, FactNeeds needs, long revision, DateTimeOffset now)
    {
        if (_entries.Count >= options.Value.Limits.CachedImages)
        {
            _entries.Clear();
        }

        _entries[(facts.Image, needs)] = new(facts, revision, now + TimeSpan.FromSeconds(options.Value.FactSeconds));
    }

    /// <summary>A record of a resource has changed.</summary>
    public void Forget(string resourceUri, long revision)
    {
        if (_changes.Count >= options.Value.Limits.CachedImages)
        {
            ForgetAll(revision);
        }

        _changes[ResourceUri.Canonicalize(resourceUri)] = revision;
    }

    public void ForgetAll(long revision)
    {
        Interlocked.Exchange(ref _floor, revision);
        _changes.Clear();
        _entries.Clear();
    }

    private bool IsCurrent(ImmutableArray<string> resources, long revision)
    {
        if (revision < Interlocked.Read(ref _floor))
        {
            return false;
        }

        foreach (var resource in resources)
        {
            if (_changes.TryGetValue(resource, out var changed) && changed > revision)
            {
                return false;
            }
        }

        return true;
    }
}
