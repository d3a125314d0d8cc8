using System.Collections.Frozen;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Matching;

/// <summary>A label selector that is ready to be asked.</summary>
internal sealed class CompiledSelector
{
    private readonly Line[] _lines;

    public CompiledSelector(LabelSelector selector) => _lines =
    [
        .. selector.MatchLabels.Select(l => new Line(new(l.Key), "In", new[] { l.Value }.ToFrozenSet(StringComparer.Ordinal))),
        .. selector.MatchExpressions.Select(e => new Line(new(e.Key), e.Operator, e.Values.ToFrozenSet(StringComparer.Ordinal))),
    ];

    public bool SelectsEverything => _lines.Length == 0;

    /// <param name="labels">A map; anything else has no labels.</param>
    public bool Matches(in Value labels)
    {
        foreach (var line in _lines)
        {
            if (!line.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Line(MapKey Key, string Operator, FrozenSet<string> Values)
    {
        public bool Matches(in Value labels)
        {
            var value = ObjectFields.Find(labels, Key);
            return Operator switch
            {
                "In" => value.Kind == ValueKind.String && Values.Contains(value.AsString),
                "NotIn" => value.Kind != ValueKind.String || !Values.Contains(value.AsString),
                "Exists" => !value.IsNone,
                "DoesNotExist" => value.IsNone,
                _ => false,
            };
        }
    }
}
