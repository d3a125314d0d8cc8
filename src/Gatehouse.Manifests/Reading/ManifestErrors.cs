using System.Collections.Immutable;

namespace Gatehouse.Manifests.Reading;

/// <summary>Collects the mistakes of one file, in the order they were found. Not thread-safe.</summary>
public sealed class ManifestErrors(string file)
{
    /// <summary>A file that has more mistakes than this is not what its author thinks it is.</summary>
    private const int Most = 200;

    private readonly ImmutableArray<ManifestError>.Builder _errors = ImmutableArray.CreateBuilder<ManifestError>();

    public string File => file;

    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Further mistakes would not be kept.</summary>
    public bool IsFull => _errors.Count == Most;

    public void Add(Position position, string path, string message)
    {
        if (!IsFull)
        {
            _errors.Add(new(file, position, path, message));
        }
    }

    public ImmutableArray<ManifestError> ToImmutable() => [.. _errors.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)];
}
