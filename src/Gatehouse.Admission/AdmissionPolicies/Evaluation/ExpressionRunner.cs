using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Matching;
using Gatehouse.Cel;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>Evaluates expressions of policies against one request and keeps account of what they cost. Not thread-safe.</summary>
internal sealed class ExpressionRunner
{
    public const string OutOfBudget = "validation failed due to running out of cost budget, no further validation rules will be run";

    private readonly PolicyActivation _activation;
    private readonly LazyVariables _variables;
    private readonly CelLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly Value _variablesMap;

    public ExpressionRunner(RequestScope scope, PolicyLimits limits, CancellationToken cancellation)
    {
        _activation = new(scope);
        _limits = new() { Cost = limits.Expression };
        _variables = new(_activation, _limits);
        _variablesMap = Value.Map(_variables);
        _cancellation = cancellation;
    }

    /// <summary>What may still be spent.</summary>
    public long Budget { get; private set; }

    public LazyVariables Variables => _variables;

    public bool WasAuthorizerAsked => _activation.WasAuthorizerAsked;

    /// <summary>Turns to another policy, or another parameter of the same one.</summary>
    public void Bind(in MatchOutcome match, VersionedObjects objects, CompiledVariable[] variables, in Value parameter)
    {
        _activation.Bind(match, objects.Object, objects.OldObject);
        _activation.Params = parameter;
        _activation.Variables = _variablesMap;
        _activation.WasAuthorizerAsked = false;
        _variables.Bind(variables, _cancellation);
    }

    /// <summary>Turns to another kind of expression: variables are evaluated anew, as the API server does.</summary>
    public void Begin(long budget, bool hasAuthorizer)
    {
        Budget = budget;
        _activation.HasAuthorizer = hasAuthorizer;
        _variables.Forget();
    }

    /// <returns>False when the budget is spent; nothing is to be evaluated after that.</returns>
    public bool TryRun(CompiledExpression expression, out ExpressionOutcome outcome)
    {
        if (expression.Program is not { } program)
        {
            outcome = new(default, $"compilation error: {expression.Problem}");
            return true;
        }

        var result = program.Evaluate(_activation, _limits, _cancellation);
        outcome = result.IsError ? new(default, $"expression '{expression.Source}' resulted in error: {result.Error}") : new(result.Value, null);
        return TrySpend(_variables.TakeCost()) && TrySpend(result.Cost);
    }

    private bool TrySpend(long cost)
    {
        Budget -= cost;
        return Budget >= 0;
    }
}
