using Gatehouse.Manifests.Reading;

namespace Gatehouse.Manifests.Kinds;

/// <summary>A document of a known kind without mistakes.</summary>
/// <param name="Content">Canonical JSON: what Kubernetes fills in is left out, keys are in ordinal order, the namespace is written out. Equal content is no change.</param>
public sealed record ManifestDocument(ManifestKey Key, Position Position, ReadOnlyMemory<byte> Content);
