using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>Members that hold a role.</summary>
public sealed record PolicyBinding(string Role, ImmutableArray<string> Members);
