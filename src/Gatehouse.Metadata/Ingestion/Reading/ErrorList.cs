using System.Collections.Immutable;

namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>Collects the mistakes of a report; ends the reading when there are too many.</summary>
internal sealed class ErrorList(int limit)
{
    private readonly List<ImportError> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public void Add(ImportError error)
    {
        if (_errors.Count == limit)
        {
            throw new ReportException(error with { Message = $"there are more than {limit} errors; the report was read no further" });
        }

        _errors.Add(error);
    }

    public ImmutableArray<ImportError> ToImmutable(ImportError? last = null) => last is null ? [.. _errors] : [.. _errors, last];
}
