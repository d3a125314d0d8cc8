using System.Collections.Immutable;

namespace Gatehouse.Manifests.Reading;

/// <summary>Collects the fields of a mapping. A key that comes twice is a mistake: parsers disagree on which of them counts.</summary>
internal sealed class MappingBuilder(Position position, ManifestErrors errors)
{
    private readonly Dictionary<string, Position> _seen = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ManifestEntry>.Builder _entries = ImmutableArray.CreateBuilder<ManifestEntry>();

    public void Add(string key, Position keyPosition, ManifestNode value)
    {
        if (_seen.TryAdd(key, keyPosition))
        {
            _entries.Add(new(key, keyPosition, value));
        }
        else
        {
            errors.Add(keyPosition, "", $"\"{key}\" is here a second time; the first is at {_seen[key]}");
        }
    }

    public ManifestNode.Mapping Build() => new(position, _entries.ToImmutable());
}
