using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Storage;

/// <summary>An occurrence as stored. The message keeps fields this version does not know.</summary>
/// <param name="Sequence">Revision of its creation: the order of lists.</param>
/// <param name="Revision">Revision of its last change.</param>
public sealed record StoredOccurrence(OccurrenceName Name, Occurrence Occurrence, long Sequence, long Revision);
