namespace Gatehouse.Admission.Pinning;

/// <summary>What a tag meant when it was first seen to mean it.</summary>
/// <param name="Image">Registry, path and tag.</param>
/// <param name="Digest">As <c>sha256:…</c>.</param>
/// <param name="Uid">The request that asked for it.</param>
public sealed record Resolution(string Image, string Digest, DateTimeOffset Time, string Namespace, string Uid);
