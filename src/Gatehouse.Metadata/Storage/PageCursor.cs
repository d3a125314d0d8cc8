using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Storage;

/// <summary>The last row of a page: where the next one goes on.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Key">Its value in the column sorted by, when an order was asked for and the column is not null there.</param>
public sealed record PageCursor(long Sequence, FilterValue? Key = null);
