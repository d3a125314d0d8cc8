namespace Gatehouse.Metadata.Storage;

/// <summary>A range of changes, oldest first unless <see cref="Descending"/>.</summary>
public sealed record ChangeQuery
{
    /// <summary>Only revisions above this one.</summary>
    public long After { get; init; }

    /// <summary>Only revisions up to this one.</summary>
    public long UpTo { get; init; } = long.MaxValue;

    public DateTimeOffset? Since { get; init; }

    public string? ProjectId { get; init; }

    /// <summary>Canonical resource URI (occurrences of that resource only).</summary>
    public string? ResourceUri { get; init; }

    public bool Descending { get; init; }

    /// <summary>1 to 10,000.</summary>
    public int Limit { get; init; } = 1_000;
}
