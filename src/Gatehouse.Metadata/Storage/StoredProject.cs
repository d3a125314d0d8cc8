using Gatehouse.Artifacts.Names;

namespace Gatehouse.Metadata.Storage;

/// <summary>A project as stored. <paramref name="Sequence"/> is the revision of its creation: the order of lists.</summary>
public sealed record StoredProject(ProjectName Name, DateTimeOffset CreateTime, long Sequence);
