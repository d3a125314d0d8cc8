namespace Gatehouse.Manifests.Reading;

/// <summary>A field of a mapping.</summary>
public sealed record ManifestEntry(string Key, Position Position, ManifestNode Value);
