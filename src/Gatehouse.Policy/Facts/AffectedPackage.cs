namespace Gatehouse.Policy.Facts;

/// <summary>A package that a vulnerability sits in.</summary>
/// <param name="Version">As installed; empty when unknown.</param>
/// <param name="FixedVersion">Null when no fix is known; empty when there is one and its version is not known.</param>
public sealed record AffectedPackage(string Name, string Version, string? FixedVersion);
