using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Rules of bindings.</summary>
internal static class BindingRules
{
    private const string ActionsField = "spec.validationActions";

    private static readonly ImmutableArray<string> Actions = ["Audit", "Deny", "Warn"];

    public static void Check(AdmissionPolicyBinding binding, FieldErrors errors)
    {
        CheckPolicyName(binding.PolicyName, errors);
        if (binding.ParamRef is { } reference)
        {
            ParamRules.CheckReference(reference, errors);
        }

        if (binding.MatchResources is { } match)
        {
            MatchRules.Check(match, "spec.matchResources", errors);
        }

        if (!binding.IsMutating)
        {
            CheckActions(binding.ValidationActions, errors);
        }
        else if (binding.MatchResources is { } mutated)
        {
            MutationRules.CheckOperations(mutated, "spec.matchResources", errors);
        }
    }

    private static void CheckPolicyName(string name, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required("spec.policyName");
            return;
        }

        foreach (var problem in KubernetesNames.CheckSubdomain(name))
        {
            errors.Invalid("spec.policyName", name, problem);
        }
    }

    private static void CheckActions(ImmutableArray<string> actions, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, action) in actions.Index())
        {
            if (!Actions.Contains(action))
            {
                errors.NotSupported($"{ActionsField}[{i}]", action, Actions);
            }

            if (!seen.Add(action))
            {
                errors.Duplicate($"{ActionsField}[{i}]", action);
            }
        }

        if (seen.Contains("Deny") && seen.Contains("Warn"))
        {
            errors.InvalidJson(ActionsField, GoJson.Write(actions), "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        }

        if (seen.Count == 0)
        {
            errors.Required(ActionsField, "at least one validation action is required");
        }
    }
}
