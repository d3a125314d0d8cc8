using System.Collections.Immutable;

namespace Gatehouse.Metadata.Storage;

/// <summary>A page of records. <paramref name="Next"/> is null exactly when nothing can follow.</summary>
public sealed record RecordPage<T>(ImmutableArray<T> Items, PageCursor? Next);
