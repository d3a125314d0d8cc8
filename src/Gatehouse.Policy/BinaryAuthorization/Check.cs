using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>One check of a platform policy.</summary>
/// <param name="Requirement">What it asks of an image that it does not exempt.</param>
public sealed record Check(string DisplayName, CheckType Type, ImmutableArray<BinaryAuthorizationPattern> Exempt, Requirement Requirement);
