using System.Collections.Immutable;

namespace Gatehouse.Metadata.Storage;

/// <summary>Writes that are made together or not at all, in order.</summary>
/// <param name="Time">Time of the changes.</param>
/// <param name="Request">Makes a repetition of the same request harmless; null when the caller gave no request id.</param>
public sealed record WriteSet(ImmutableArray<RecordWrite> Writes, WriteOrigin Origin, DateTimeOffset Time, RequestKey? Request = null);
