using System.Collections.Immutable;

namespace Gatehouse.Manifests.Reading;

/// <summary>Collects the mistakes of one file, in the order they were found. Not thread-safe.</summary>
public sealed class ManifestErrors(string file)
{
    /// <summary>A file that has more mistakes than this is not what its author thinks it is.</summary>
    private const int Most = 200;

    private readonly ImmutableArray<ManifestError>.Builder _errors = ImmutableArray.CreateBuilder<ManifestError>();

    private readonly ImmutableArray<ManifestError>.Builder _warnings = ImmutableArray.CreateBuilder<ManifestError>();

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

    /// <summary>Adds what its author should know of a document that is none the less accepted.</summary>
    public void Warn(Position position, string path, string message)
    {
        if (_warnings.Count < Most)
        {
            _warnings.Add(new(file, position, path, message));
        }
    }

    public ImmutableArray<ManifestError> ToImmutable() => InOrder(_errors);

    public ImmutableArray<ManifestError> Warnings => InOrder(_warnings);

    private static ImmutableArray<ManifestError> InOrder(IEnumerable<ManifestError> errors) => [.. errors.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)];
}
