using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Facts;
using Gatehouse.Admission.AdmissionPolicies.Matching;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>Finds the parameters of a binding (k8s.io/apiserver, <c>admission/plugin/policy/generic</c>).</summary>
internal static class ParameterCollector
{
    private static readonly ImmutableArray<PolicyParameter?> None = [null];

    /// <returns>The parameters, one null for a policy without; empty when there are none and that is allowed.</returns>
    public static ImmutableArray<PolicyParameter?> Collect(CompiledPolicy policy, CompiledBinding binding, RequestScope scope, out string? error)
    {
        error = null;
        if (policy.Document.ParamKind is not { } kind || binding.Document.ParamRef is not { } reference)
        {
            return None;
        }

        if (!scope.Facts.Parameters.TryGetValue(kind, out var known))
        {
            error = $"paramKind kind `{kind}` not known";
            return [];
        }

        var ns = reference.Namespace.Length > 0 ? reference.Namespace : scope.Request.Namespace;
        error = known.IsNamespaced
            ? ns.Length == 0 ? "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources" : null
            : reference.Namespace.Length > 0 ? "paramRef.namespace must not be provided for a cluster-scoped `paramKind`" : null;
        if (error is not null)
        {
            return [];
        }

        var found = Select(binding, known, known.IsNamespaced ? ns : "");
        error = found.IsEmpty && reference.ParameterNotFoundAction == "Deny" ? "no params found for policy binding with `Deny` parameterNotFoundAction" : null;
        return found;
    }

    private static ImmutableArray<PolicyParameter?> Select(CompiledBinding binding, ParameterSet known, string ns)
    {
        if (binding.Document.ParamRef!.Name is { Length: > 0 } name)
        {
            return known.Find(ns, name) is { } named ? [named] : [];
        }

        return binding.ParamSelector is { } selector
            ? [.. known.Objects.Where(p => (!known.IsNamespaced || p.Namespace == ns) && selector.Matches(ObjectFields.LabelsOf(p.Value)))]
            : [];
    }
}
