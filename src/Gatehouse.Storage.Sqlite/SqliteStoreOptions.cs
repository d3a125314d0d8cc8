namespace Gatehouse.Storage.Sqlite;

/// <summary>How the embedded store works.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The database file; made when missing.</summary>
    public required string Path { get; init; }

    /// <summary>Most write sets that share a transaction, and with it one flush to disk; default 1024.</summary>
    public int GroupSets { get; init; } = 1_024;

    /// <summary>Most single writes of the sets that share a transaction; default 20,000.</summary>
    public int GroupWrites { get; init; } = 20_000;

    /// <summary>Most write sets waiting; callers beyond wait their turn. Default 4096.</summary>
    public int QueuedSets { get; init; } = 4_096;

    /// <summary>Page cache of each connection in KiB; default 4 MiB.</summary>
    public int CacheKibibytes { get; init; } = 4 * 1_024;

    /// <summary>How much of the file is mapped into memory instead of being copied; default none, because mapped pages count as memory of the process.</summary>
    public long MappedBytes { get; init; }

    /// <summary>Largest size of the database in pages of 4 KiB; null for no limit.</summary>
    public long? MaximumPages { get; init; }
}
