using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>
/// What a Kubernetes 1.36 API server says of a document that is created, all of it, in its order. Expressions are held against the libraries of the version before, so that a cluster
/// can go back by one.
/// </summary>
public static class AdmissionPolicyValidator
{
    /// <summary>The most match conditions of a policy.</summary>
    public const int MostMatchConditions = 64;

    /// <summary>The most audit annotations of a policy.</summary>
    public const int MostAuditAnnotations = 20;

    /// <summary>Bytes of the <c>valueExpression</c> of an audit annotation.</summary>
    public const int LongestValueExpression = 5 * 1024;

    /// <param name="kubernetesMinor">Of Kubernetes 1.x; 28 to 36.</param>
    public static ImmutableArray<FieldError> Validate(AdmissionPolicy policy, int kubernetesMinor = 36)
    {
        var errors = new FieldErrors();
        ValidateName(policy.Name, errors);
        // A mutating policy always knows `variables`; a validating one only when it has some.
        var compiler = new ExpressionCompiler(kubernetesMinor - 1, policy.ParamKind is not null, policy is MutatingAdmissionPolicy || !policy.Variables.IsEmpty);
        ValidateCommon(policy, compiler, errors);
        switch (policy)
        {
            case ValidatingAdmissionPolicy validating:
                new ValidationRules(validating, compiler, errors).Check();
                break;
            case MutatingAdmissionPolicy mutating:
                MutationRules.Check(mutating, compiler, errors);
                break;
        }

        return errors.ToImmutable();
    }

    public static ImmutableArray<FieldError> Validate(AdmissionPolicyBinding binding)
    {
        var errors = new FieldErrors();
        ValidateName(binding.Name, errors);
        BindingRules.Check(binding, errors);
        return errors.ToImmutable();
    }

    /// <summary>The whole text of a refusal: <c>KIND.admissionregistration.k8s.io "NAME" is invalid: …</c>.</summary>
    public static string Describe(string kind, string name, ImmutableArray<FieldError> errors)
    {
        string[] texts = [.. errors.Select(e => e.ToString()).Distinct()];
        return $"{kind}.admissionregistration.k8s.io \"{name}\" is invalid: {(texts is [var one] ? one : $"[{string.Join(", ", texts)}]")}";
    }

    private static void ValidateName(string name, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required("metadata.name", "name or generateName is required");
            return;
        }

        foreach (var problem in KubernetesNames.CheckSubdomain(name))
        {
            errors.Invalid("metadata.name", name, problem);
        }
    }

    private static void ValidateCommon(AdmissionPolicy policy, ExpressionCompiler compiler, FieldErrors errors)
    {
        if (policy.FailurePolicy is not ("Fail" or "Ignore"))
        {
            errors.NotSupported("spec.failurePolicy", policy.FailurePolicy, "Fail", "Ignore");
        }

        if (policy.ParamKind is { } kind)
        {
            ParamRules.CheckKind(kind, errors);
        }

        ValidateConstraints(policy, errors);
        ValidateConditions(policy.MatchConditions, compiler, errors);
        foreach (var (i, variable) in policy.Variables.Index())
        {
            ValidateVariable(variable, $"spec.variables[{i}]", compiler, errors);
        }
    }

    private static void ValidateConstraints(AdmissionPolicy policy, FieldErrors errors)
    {
        if (policy.MatchConstraints is not { } match)
        {
            errors.Required("spec.matchConstraints");
            return;
        }

        MatchRules.Check(match, "spec.matchConstraints", errors);
        if (match.ResourceRules.IsEmpty)
        {
            errors.Required("spec.matchConstraints.resourceRules");
        }

        if (policy is MutatingAdmissionPolicy)
        {
            MutationRules.CheckOperations(match, "spec.matchConstraints", errors);
        }
    }

    private static void ValidateConditions(ImmutableArray<NamedExpression> conditions, ExpressionCompiler compiler, FieldErrors errors)
    {
        if (conditions.Length > MostMatchConditions)
        {
            errors.TooMany("spec.matchConditions", conditions.Length, MostMatchConditions);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, condition) in conditions.Index())
        {
            ValidateCondition(condition, $"spec.matchConditions[{i}]", compiler, errors);
            if (condition.Name.Length > 0 && !names.Add(condition.Name))
            {
                errors.Duplicate($"spec.matchConditions[{i}].name", condition.Name);
            }
        }
    }

    private static void ValidateCondition(NamedExpression condition, string path, ExpressionCompiler compiler, FieldErrors errors)
    {
        var trimmed = condition.Expression.Trim();
        if (trimmed.Length == 0)
        {
            errors.Required($"{path}.expression");
        }
        else if (compiler.Compile(trimmed, ExpressionUse.MatchCondition).Problem is { } problem)
        {
            errors.Invalid($"{path}.expression", trimmed, problem);
        }

        if (condition.Name.Length == 0)
        {
            errors.Required($"{path}.name");
            return;
        }

        foreach (var wrong in KubernetesNames.CheckQualifiedName(condition.Name))
        {
            errors.Invalid($"{path}.name", condition.Name, wrong);
        }
    }

    private static void ValidateVariable(NamedExpression variable, string path, ExpressionCompiler compiler, FieldErrors errors)
    {
        if (variable.Name.Trim().Length == 0)
        {
            errors.Required($"{path}.name", "name is not specified");
        }
        else if (!ParamRules.IsIdentifier(variable.Name))
        {
            errors.Invalid($"{path}.name", variable.Name, "must be a valid CEL identifier");
        }

        if (variable.Expression.Trim().Length == 0)
        {
            errors.Required($"{path}.expression", "expression is not specified");
        }
        else if (compiler.CompileVariable(variable).Problem is { } problem)
        {
            errors.Invalid($"{path}.expression", variable.Expression, problem);
        }
    }
}
