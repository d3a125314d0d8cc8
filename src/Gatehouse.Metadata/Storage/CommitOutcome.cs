using System.Collections.Immutable;

namespace Gatehouse.Metadata.Storage;

/// <summary>What became of a <see cref="WriteSet"/>.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Durable. The writes have the revisions <paramref name="FirstRevision"/>, <c>FirstRevision + 1</c>, … in their order.</summary>
    public sealed record Committed(long FirstRevision) : CommitOutcome;

    /// <summary>Nothing was written; every write that could not be made is listed.</summary>
    public sealed record Refused(ImmutableArray<WriteRefusal> Refusals) : CommitOutcome;

    /// <summary>The same request was committed before; <paramref name="Names"/> are what it wrote, in order.</summary>
    public sealed record Repeated(ImmutableArray<string> Names) : CommitOutcome;

    /// <summary>The request id was used before for a different request.</summary>
    public sealed record RequestReused : CommitOutcome;
}
