using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Rules of <c>matchConstraints</c> and <c>matchResources</c>.</summary>
internal static class MatchRules
{
    private static readonly ImmutableArray<string> Operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

    public static void Check(MatchResources match, string path, FieldErrors errors)
    {
        if (match.MatchPolicy is not ("Exact" or "Equivalent"))
        {
            errors.NotSupported($"{path}.matchPolicy", match.MatchPolicy, "Equivalent", "Exact");
        }

        CheckSelector(match.NamespaceSelector, $"{path}.namespaceSelector", errors);
        CheckSelector(match.ObjectSelector, $"{path}.objectSelector", errors);
        CheckRules(match.ResourceRules, $"{path}.resourceRules", errors);
        CheckRules(match.ExcludeResourceRules, $"{path}.excludeResourceRules", errors);
    }

    public static void CheckSelector(LabelSelector selector, string path, FieldErrors errors)
    {
        foreach (var (key, value) in selector.MatchLabels)
        {
            CheckKey(key, $"{path}.matchLabels", errors);
            CheckValue(value, $"{path}.matchLabels", errors);
        }

        foreach (var (i, requirement) in selector.MatchExpressions.Index())
        {
            CheckRequirement(requirement, $"{path}.matchExpressions[{i}]", errors);
        }
    }

    private static void CheckRequirement(LabelRequirement requirement, string path, FieldErrors errors)
    {
        switch (requirement.Operator)
        {
            case "In" or "NotIn" when requirement.Values.IsEmpty:
                errors.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when !requirement.Values.IsEmpty:
                errors.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid($"{path}.operator", requirement.Operator, "not a valid selector operator");
                break;
        }

        CheckKey(requirement.Key, $"{path}.key", errors);
        foreach (var (i, value) in requirement.Values.Index())
        {
            CheckValue(value, $"{path}.values[{i}]", errors);
        }
    }

    private static void CheckKey(string key, string field, FieldErrors errors)
    {
        foreach (var problem in KubernetesNames.CheckQualifiedName(key))
        {
            errors.Invalid(field, key, problem);
        }
    }

    private static void CheckValue(string value, string field, FieldErrors errors)
    {
        foreach (var problem in KubernetesNames.CheckLabelValue(value))
        {
            errors.Invalid(field, value, problem);
        }
    }

    private static void CheckRules(ImmutableArray<ResourceRule> rules, string path, FieldErrors errors)
    {
        foreach (var (i, rule) in rules.Index())
        {
            CheckNames(rule.ResourceNames, $"{path}[{i}].resourceNames", errors);
            CheckOperations(rule.Operations, $"{path}[{i}].operations", errors);
            CheckRule(rule, $"{path}[{i}]", errors);
        }
    }

    private static void CheckNames(ImmutableArray<string> names, string path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, name) in names.Index())
        {
            ParamRules.CheckPathSegment(name, $"{path}[{i}]", errors);
            if (!seen.Add(name))
            {
                errors.Duplicate($"{path}[{i}]", name);
            }
        }
    }

    private static void CheckOperations(ImmutableArray<string> operations, string path, FieldErrors errors)
    {
        CheckWildcard(operations, path, "operations", errors);
        foreach (var (i, operation) in operations.Index())
        {
            if (!Operations.Contains(operation))
            {
                errors.NotSupported($"{path}[{i}]", operation, Operations);
            }
        }
    }

    private static void CheckWildcard(ImmutableArray<string> words, string path, string what, FieldErrors errors)
    {
        if (words.IsEmpty)
        {
            errors.Required(path);
        }

        if (words.Length > 1 && words.Contains("*"))
        {
            errors.InvalidJson(path, GoJson.Write(words), $"if '*' is present, must not specify other {what}");
        }
    }

    private static void CheckRule(ResourceRule rule, string path, FieldErrors errors)
    {
        CheckWildcard(rule.ApiGroups, $"{path}.apiGroups", "API groups", errors);
        CheckWildcard(rule.ApiVersions, $"{path}.apiVersions", "API versions", errors);
        foreach (var (i, version) in rule.ApiVersions.Index())
        {
            if (version.Length == 0)
            {
                errors.Required($"{path}.apiVersions[{i}]");
            }
        }

        ResourceNameRules.Check(rule.Resources, $"{path}.resources", errors);
        if (rule.Scope is not ("*" or "Cluster" or "Namespaced"))
        {
            errors.NotSupported($"{path}.scope", rule.Scope, "*", "Cluster", "Namespaced");
        }
    }
}
