using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Storage;

/// <summary>A note as stored. The message keeps fields this version does not know.</summary>
/// <param name="Sequence">Revision of its creation: the order of lists.</param>
/// <param name="Revision">Revision of its last change.</param>
public sealed record StoredNote(NoteName Name, Note Note, long Sequence, long Revision);
