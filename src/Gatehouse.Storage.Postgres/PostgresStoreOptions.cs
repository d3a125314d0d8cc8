using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Storage.Postgres;

/// <summary>How to reach PostgreSQL (13 or newer) and how long to insist.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>As Npgsql spells it, for example <c>Host=db;Database=gatehouse;Username=gatehouse;Password=…</c>. What it sets itself wins over the options below.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>Most connections of this process, beside one that listens for changes. Default 20.</summary>
    [Range(3, 1_000)]
    public int MaximumConnections { get; set; } = 20;

    /// <summary>How long calls are repeated while the database is away, before they fail as unavailable. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RetryWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of one statement; the deletion of a project is exempt. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the revision is asked for in case a notification was lost. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan ChangePollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Most calls that wait to be written; further ones wait for room. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int CommitQueueLength { get; set; } = 4_096;

    /// <summary>Most writes that share a transaction; a call with more has one of its own. Default 2,000.</summary>
    [Range(1, 100_000)]
    public int WritesPerTransaction { get; set; } = 2_000;
}
