using System.Collections.Immutable;

namespace Gatehouse.Metadata.Storage;

/// <summary>What was refused. What was done is in the changes.</summary>
public interface IAuditStore
{
    /// <summary>Appends records; durable when it returns.</summary>
    ValueTask AppendRefusalsAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken);

    /// <summary>Newest first; ids below <paramref name="before"/> only.</summary>
    ValueTask<ImmutableArray<Refusal>> ListRefusalsAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken);
}
