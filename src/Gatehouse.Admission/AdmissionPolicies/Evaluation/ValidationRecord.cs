using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Facts;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>Collects what validating policies say, and what their bindings make of it.</summary>
internal sealed class ValidationRecord(bool keepsDecisions)
{
    private readonly List<PolicyDenial> _denials = [];
    private readonly List<string> _warnings = [];
    private readonly List<ValidationFailure> _failures = [];
    private readonly List<PolicyDecision> _decisions = [];
    private readonly Dictionary<string, string> _annotations = new(StringComparer.Ordinal);

    public void AddKept(CompiledValidatingPolicy policy, CompiledBinding binding, PolicyParameter? parameter, int index) =>
        Keep(policy, binding, parameter, index, isAdmitted: true, isError: false, "", "");

    /// <summary>A rule that the request breaks.</summary>
    public void AddFailure(CompiledValidatingPolicy policy, CompiledBinding binding, PolicyParameter? parameter, int index, string message)
    {
        var reason = policy.Policy.Validations[index].Reason ?? "Invalid";
        Keep(policy, binding, parameter, index, isAdmitted: false, isError: false, message, reason);
        Act(policy, binding, index, message, reason);
    }

    /// <summary>An error, which the failure policy may take for nothing.</summary>
    public void AddError(CompiledValidatingPolicy policy, CompiledBinding binding, PolicyParameter? parameter, int index, string message)
    {
        Keep(policy, binding, parameter, index, policy.IgnoresErrors, isError: true, message, "");
        if (!policy.IgnoresErrors)
        {
            Act(policy, binding, index, message, "");
        }
    }

    /// <summary>An error of an audit annotation: it denies whatever the binding's actions are.</summary>
    public void AddAnnotationError(CompiledValidatingPolicy policy, CompiledBinding binding, string message)
    {
        if (!policy.IgnoresErrors)
        {
            _denials.Add(Deny(policy, binding, null, message, ""));
        }
    }

    public void AddConfigurationError(CompiledValidatingPolicy policy, CompiledBinding? binding, string message)
    {
        if (!policy.IgnoresErrors)
        {
            _denials.Add(Deny(policy, binding, null, $"failed to configure {(binding is null ? "policy" : "binding")}: {message}", ""));
        }
    }

    public void AddAbsentNamespace(CompiledValidatingPolicy policy, CompiledBinding binding, string name)
    {
        var message = $"namespaces \"{name}\" not found";
        _denials.Add(new(policy.Document.Name, binding.Document.Name, null, message, message, "NotFound", 404));
    }

    public void Publish(CompiledValidatingPolicy policy, AnnotationCollector? annotations)
    {
        foreach (var (key, value) in annotations?.Values ?? [])
        {
            _ = _annotations.TryAdd($"{policy.Document.Name}/{key}", value);
        }
    }

    public (int, int, int, int) Mark() => (_denials.Count, _warnings.Count, _failures.Count, _decisions.Count);

    public void Reset((int Denials, int Warnings, int Failures, int Decisions) mark)
    {
        _denials.RemoveRange(mark.Denials, _denials.Count - mark.Denials);
        _warnings.RemoveRange(mark.Warnings, _warnings.Count - mark.Warnings);
        _failures.RemoveRange(mark.Failures, _failures.Count - mark.Failures);
        _decisions.RemoveRange(mark.Decisions, _decisions.Count - mark.Decisions);
    }

    public ValidationAnswer ToAnswer(RequestScope scope)
    {
        if (_denials.Count == 0 && _warnings.Count == 0 && _failures.Count == 0 && _annotations.Count == 0 && _decisions.Count == 0)
        {
            return ValidationAnswer.Admitted;
        }

        if (_failures is [var first, ..])
        {
            _ = _annotations.TryAdd(ValidationFailure.AnnotationKey, first.ToAnnotation());
        }

        return new()
        {
            Denials = [.. _denials],
            Status = _denials is [var denial, ..] ? ToStatus(denial, scope) : null,
            Warnings = [.. _warnings.Distinct(StringComparer.Ordinal)],
            AuditAnnotations = _annotations.ToImmutableSortedDictionary(StringComparer.Ordinal),
            AuditedFailures = [.. _failures],
            Decisions = [.. _decisions],
        };
    }

    private static PolicyStatus ToStatus(PolicyDenial denial, RequestScope scope)
    {
        var resource = scope.Request.Resource;
        var qualified = resource.Group.Length == 0 ? resource.Resource : $"{resource.Resource}.{resource.Group}";
        return denial.Code == 404
            ? new(404, denial.Reason, denial.Message, [])
            : new(denial.Code, denial.Reason, $"{qualified} \"{scope.DisplayName}\" is forbidden: {denial.Message}", [denial.Message]);
    }

    private void Act(CompiledValidatingPolicy policy, CompiledBinding binding, int index, string message, string reason)
    {
        if (binding.Denies)
        {
            _denials.Add(Deny(policy, binding, index, message, reason));
        }

        if (binding.Warns)
        {
            _warnings.Add($"Validation failed for ValidatingAdmissionPolicy '{policy.Document.Name}' with binding '{binding.Document.Name}': {message}");
        }

        if (binding.Audits)
        {
            _failures.Add(new(message, policy.Document.Name, binding.Document.Name, index, binding.Document.ValidationActions));
        }
    }

    private static PolicyDenial Deny(CompiledValidatingPolicy policy, CompiledBinding? binding, int? index, string message, string reason)
    {
        var whole = binding is null
            ? $"ValidatingAdmissionPolicy '{policy.Document.Name}' denied request: {message}"
            : $"ValidatingAdmissionPolicy '{policy.Document.Name}' with binding '{binding.Document.Name}' denied request: {message}";
        return new(policy.Document.Name, binding?.Document.Name, index, message, whole, reason.Length == 0 ? "Invalid" : reason, CodeOf(reason));
    }

    private static int CodeOf(string reason) => reason switch { "Forbidden" => 403, "Unauthorized" => 401, "RequestEntityTooLarge" => 413, _ => 422 };

    private void Keep(CompiledValidatingPolicy policy, CompiledBinding binding, PolicyParameter? parameter, int index, bool isAdmitted, bool isError, string message, string reason)
    {
        if (keepsDecisions)
        {
            var named = parameter is null ? "" : parameter.Namespace.Length == 0 ? parameter.Name : $"{parameter.Namespace}/{parameter.Name}";
            _decisions.Add(new(policy.Document.Name, binding.Document.Name, named, index, isAdmitted, isError, message, reason));
        }
    }
}
