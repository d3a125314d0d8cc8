using System.Collections.Immutable;

namespace Gatehouse.Policy.Kritis;

/// <summary>What an object's owner reference leads to.</summary>
/// <param name="IsFound">Whether it could be read in the object's namespace.</param>
/// <param name="Images">Those of its pod template.</param>
public sealed record KritisOwner(string Kind, string Name, bool IsFound, ImmutableArray<string> Images);
