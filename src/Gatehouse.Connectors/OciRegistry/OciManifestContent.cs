using Gatehouse.Artifacts.Content;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>A manifest or index as a registry gave it, whose digest is what was asked for.</summary>
/// <param name="LastModified">When the registry says so.</param>
internal sealed record OciManifestContent(string MediaType, Digest Digest, ReadOnlyMemory<byte> Bytes, DateTimeOffset? LastModified);
