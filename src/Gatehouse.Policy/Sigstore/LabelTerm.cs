using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Policy.Sigstore;

/// <summary>One term of a label selector.</summary>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
public sealed record LabelTerm(string Key, string Operator, ImmutableArray<string> Values)
{
    public static ImmutableArray<string> Operators { get; } = ["In", "NotIn", "Exists", "DoesNotExist"];

    /// <summary>A label that is not there is in no list of values, so <c>NotIn</c> holds for it.</summary>
    public bool Matches(FrozenDictionary<string, string> labels)
    {
        var isThere = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            "In" => isThere && Values.Contains(value!),
            "NotIn" => !isThere || !Values.Contains(value!),
            "Exists" => isThere,
            _ => !isThere,
        };
    }
}
