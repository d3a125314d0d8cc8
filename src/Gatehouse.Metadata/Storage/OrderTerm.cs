using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Storage;

/// <summary>A column to sort by. Null sorts before every value. Ties are broken by <c>Sequence</c> in the same direction.</summary>
public sealed record OrderTerm(RecordColumn Column, bool Descending);
