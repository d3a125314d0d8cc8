using System.Collections.Concurrent;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>What callers were told of their writes. A write without an answer may or may not have happened.</summary>
internal sealed class Ledger
{
    /// <summary>Occurrence names by resource, as acknowledged.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>Requests without an answer, by their request id.</summary>
    public ConcurrentDictionary<string, PendingWrite> Unanswered { get; } = new();

    /// <summary>Resources of writes that the server refused.</summary>
    public ConcurrentDictionary<string, bool> Refused { get; } = new();

    /// <summary>The latest acknowledged remediation of each occurrence that was updated, a number.</summary>
    public ConcurrentDictionary<string, int> Updated { get; } = new();
}
