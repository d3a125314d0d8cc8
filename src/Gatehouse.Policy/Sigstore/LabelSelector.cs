using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Policy.Sigstore;

/// <summary>A selection by labels as Kubernetes has it: all of its terms hold, so one without terms selects everything.</summary>
public sealed record LabelSelector(ImmutableArray<LabelTerm> Terms)
{
    public bool Matches(FrozenDictionary<string, string> labels) => Terms.All(t => t.Matches(labels));
}
