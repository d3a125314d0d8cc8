using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>Checks for a part of a cluster.</summary>
/// <param name="Scope">Null for everything that no earlier set is for.</param>
public sealed record CheckSet(string DisplayName, CheckSetScope? Scope, ImmutableArray<BinaryAuthorizationPattern> Exempt, ImmutableArray<Check> Checks);
