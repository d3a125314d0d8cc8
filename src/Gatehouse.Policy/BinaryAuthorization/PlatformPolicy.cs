using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>A check-based policy for clusters (<c>PlatformPolicy</c> with a <c>gkePolicy</c>).</summary>
public sealed record PlatformPolicy
{
    /// <summary><c>projects/P/platforms/gke/policies/ID</c>.</summary>
    public required string Name { get; init; }

    public ImmutableArray<BinaryAuthorizationPattern> Exempt { get; init; } = [];

    /// <summary>The first whose scope fits applies, and no other.</summary>
    public ImmutableArray<CheckSet> CheckSets { get; init; } = [];

    /// <returns>What is wrong with the order of the sets, with the index of the set; nothing when each can apply and one always does.</returns>
    public static IEnumerable<(int Index, string Mistake)> ExplainOrder(IReadOnlyList<CheckSetScope?> scopes)
    {
        foreach (var (i, scope) in scopes.Index())
        {
            var earlier = scopes.Take(i);
            if (scope is null && i < scopes.Count - 1)
            {
                yield return (i, "a set without a scope is for everything, so only the last one may be without");
            }
            else if (scope is not null && earlier.OfType<CheckSetScope>().FirstOrDefault(e => e == scope || (e.Namespace == scope.Namespace && e.ServiceAccount.Length == 0)) is { } covering)
            {
                yield return (i, $"never applies: an earlier set is for {covering}");
            }
        }

        if (scopes.Count > 0 && scopes[^1] is not null)
        {
            yield return (scopes.Count - 1, "the last set has no scope, so that one applies to everything");
        }
    }
}
