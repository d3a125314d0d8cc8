using Gatehouse.Access.Conditions;

namespace Gatehouse.Access.Decisions;

/// <summary>A member that holds a role on a resource.</summary>
/// <param name="Resource">Empty for the server.</param>
/// <param name="Condition">When it holds it; null for always.</param>
public sealed record Grant(string Resource, string Role, string Member, PolicyCondition? Condition = null);
