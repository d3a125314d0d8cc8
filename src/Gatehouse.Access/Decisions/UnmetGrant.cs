namespace Gatehouse.Access.Decisions;

/// <summary>A grant that would do, but for its condition.</summary>
/// <param name="Obstacle">Why the condition does not hold.</param>
public sealed record UnmetGrant(Grant Grant, string Obstacle);
