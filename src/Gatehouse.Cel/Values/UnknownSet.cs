using System.Collections.Immutable;

namespace Gatehouse.Cel.Values;

/// <summary>The inputs that were not known when the evaluation needed them, by expression id or name, in order.</summary>
public sealed record UnknownSet(ImmutableSortedSet<string> Inputs)
{
    public static UnknownSet Of(string input) => new([input]);

    public UnknownSet Merge(UnknownSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Inputs.Union(other.Inputs));
    }
}
