using Gatehouse.Admission.AdmissionPolicies.Compilation;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>Evaluates match conditions: one that is false decides; else an error does, as the failure policy says.</summary>
internal static class MatchConditions
{
    public static ConditionsOutcome Evaluate(CompiledPolicy policy, ExpressionRunner runner, PolicyLimits limits)
    {
        if (policy.Conditions.Length == 0)
        {
            return new(true, null);
        }

        runner.Begin(limits.MatchConditions, hasAuthorizer: true);
        List<string>? errors = null;
        var isExcluded = false;
        for (var i = 0; i < policy.Conditions.Length; i++)
        {
            if (!runner.TryRun(policy.Conditions[i], out var outcome))
            {
                return new(false, policy.IgnoresErrors ? null : ExpressionRunner.OutOfBudget);
            }

            isExcluded |= outcome.IsFalse;
            if (isExcluded && IsAffordable(policy.Conditions.Length - i - 1, runner.Budget, limits))
            {
                return new(false, null);
            }

            if (outcome.Error is { } error)
            {
                (errors ??= []).Add(error);
            }
        }

        return isExcluded ? new(false, null) : errors is null ? new(true, null) : new(false, policy.IgnoresErrors ? null : Join(errors));
    }

    // The API server evaluates all conditions before it looks at any; only where the rest could spend the budget does that make a difference.
    private static bool IsAffordable(int count, long budget, PolicyLimits limits) => count * limits.Expression <= budget;

    private static string Join(List<string> errors)
    {
        string[] different = [.. errors.Distinct(StringComparer.Ordinal)];
        return different is [var one] ? one : $"[{string.Join(", ", different)}]";
    }
}
