using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Cel;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>The variable <c>variables</c>: each is evaluated when first asked for and then kept, with an error as with a value. What that cost is taken from whoever asked.</summary>
internal sealed class LazyVariables(ICelActivation activation, CelLimits limits) : IMapSource
{
    private CompiledVariable[] _variables = [];
    private Value[] _values = [];
    private CancellationToken _cancellation;
    private long _cost;

    public void Bind(CompiledVariable[] variables, CancellationToken cancellation)
    {
        _variables = variables;
        _cancellation = cancellation;
        if (_values.Length < variables.Length)
        {
            _values = new Value[variables.Length];
        }

        Forget();
    }

    /// <summary>How much the variables cost that were evaluated since they were last forgotten.</summary>
    public long TotalCost { get; private set; }

    /// <summary>How many of them have been evaluated.</summary>
    public int EvaluatedCount { get; private set; }

    /// <summary>Starts anew, as the API server does for each kind of expression.</summary>
    public void Forget()
    {
        _values.AsSpan(0, _variables.Length).Clear();
        (_cost, TotalCost, EvaluatedCount) = (0, 0, 0);
    }

    /// <summary>What was spent since this was last asked.</summary>
    public long TakeCost()
    {
        var cost = _cost;
        _cost = 0;
        return cost;
    }

    long IMapSource.Count(long handle) => _variables.Length;

    bool IMapSource.TryFind(long handle, in Value key, out Value value) => TryFind(key.Kind == ValueKind.String ? key.AsString : null, out value);

    bool IMapSource.TryFind(long handle, MapKey key, out Value value) => TryFind(key.Text, out value);

    bool IMapSource.MoveNext(long handle, ref long cursor, out Value key, out Value value)
    {
        if (cursor < _variables.Length)
        {
            key = _variables[cursor].Name.Value;
            value = Evaluate((int)cursor++);
            return true;
        }

        (key, value) = (default, default);
        return false;
    }

    // Of two with one name the later counts.
    private bool TryFind(string? name, out Value value)
    {
        for (var i = _variables.Length - 1; i >= 0; i--)
        {
            if (_variables[i].Name.Text == name)
            {
                value = Evaluate(i);
                return true;
            }
        }

        value = default;
        return false;
    }

    private Value Evaluate(int index)
    {
        if (_values[index].IsNone)
        {
            _values[index] = Evaluate(_variables[index]);
        }

        return _values[index];
    }

    private Value Evaluate(CompiledVariable variable)
    {
        if (variable.Expression.Program is not { } program)
        {
            return CelError.Create($"composited variable \"{variable.Name.Text}\" fails to compile: {variable.Expression.Problem}");
        }

        var result = program.Evaluate(activation, limits, _cancellation);
        _cost += result.Cost;
        TotalCost += result.Cost;
        EvaluatedCount++;
        return result.IsError ? CelError.Create($"composited variable \"{variable.Name.Text}\" fails to evaluate: {result.Error}") : result.Value;
    }
}
