using System.Collections.Immutable;
using Gatehouse.Access.Conditions;

namespace Gatehouse.Access.Policies;

/// <summary>Members that hold a role.</summary>
/// <param name="Condition">When they hold it; null for always.</param>
public sealed record PolicyBinding(string Role, ImmutableArray<string> Members, PolicyCondition? Condition = null);
