using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Documents;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Rules of what only a <see cref="MutatingAdmissionPolicy"/> has.</summary>
internal static class MutationRules
{
    private static readonly ImmutableArray<string> Operations = ["*", "CONNECT", "CREATE", "UPDATE"];

    public static void Check(MutatingAdmissionPolicy policy, ExpressionCompiler compiler, FieldErrors errors)
    {
        if (policy.Mutations.IsEmpty)
        {
            errors.Required("spec.mutations", "mutations must contain at least one item");
        }

        foreach (var (i, mutation) in policy.Mutations.Index())
        {
            CheckMutation(mutation, $"spec.mutations[{i}]", compiler, errors);
        }

        if (policy.ReinvocationPolicy.Length == 0)
        {
            errors.Required("spec.reinvocationPolicy");
        }
        else if (policy.ReinvocationPolicy is not ("Never" or "IfNeeded"))
        {
            errors.NotSupported("spec.reinvocationPolicy", policy.ReinvocationPolicy, "IfNeeded", "Never");
        }
    }

    /// <summary>There is nothing to change of an object that goes.</summary>
    public static void CheckOperations(MatchResources match, string path, FieldErrors errors)
    {
        foreach (var operation in match.ResourceRules.SelectMany(r => r.Operations).Where(o => !Operations.Contains(o)))
        {
            errors.NotSupported($"{path}.resourceRules.operations", operation, Operations);
        }
    }

    private static void CheckMutation(PolicyMutation mutation, string path, ExpressionCompiler compiler, FieldErrors errors)
    {
        switch (mutation.PatchType)
        {
            case "":
                errors.Required($"{path}.patchType");
                break;
            case PolicyMutation.OfJsonPatch:
                CheckPatch("jsonPatch", mutation.JsonPatch, ExpressionUse.JsonPatch, "applyConfiguration", mutation.ApplyConfiguration);
                break;
            case PolicyMutation.OfApplyConfiguration:
                CheckPatch("applyConfiguration", mutation.ApplyConfiguration, ExpressionUse.ApplyConfiguration, "jsonPatch", mutation.JsonPatch);
                break;
            default:
                errors.NotSupported($"{path}.patchType", mutation.PatchType, PolicyMutation.OfApplyConfiguration, PolicyMutation.OfJsonPatch);
                break;
        }

        void CheckPatch(string field, string? expression, ExpressionUse use, string other, string? otherExpression)
        {
            if (expression is null)
            {
                errors.Required($"{path}.{field}", $"must be specified when patchType is {mutation.PatchType}");
            }
            else
            {
                CheckExpression(expression.Trim(), use, $"{path}.{field}.expression", compiler, errors);
            }

            if (otherExpression is not null)
            {
                errors.Invalid($"{path}.{other}", $"{{{other}}}", $"must not be specified when patchType is {mutation.PatchType}");
            }
        }
    }

    private static void CheckExpression(string expression, ExpressionUse use, string field, ExpressionCompiler compiler, FieldErrors errors)
    {
        if (expression.Length == 0)
        {
            errors.Required(field);
        }
        else if (compiler.Compile(expression, use).Problem is { } problem)
        {
            errors.Invalid(field, expression, problem);
        }
    }
}
