using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>Variables in a table; one that is set again keeps the last value. Not to be changed while an evaluation reads it.</summary>
public sealed class CelVariables : ICelActivation
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public static CelVariables Empty { get; } = new();

    public CelVariables Set(string name, Value value)
    {
        _values[name] = value;
        return this;
    }

    public bool TryFind(string name, out Value value) => _values.TryGetValue(name, out value);
}
