using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Compilation;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Evaluation;
using Gatehouse.Admission.AdmissionPolicies.Facts;

namespace Gatehouse.Admission.AdmissionPolicies;

/// <summary>
/// Policies and bindings, compiled. Pure: the same request and facts always give the same answer. Immutable, and safe for any number of threads. Policies run in the order of their
/// names, bindings of a policy in theirs; Kubernetes runs them in an order of chance.
/// </summary>
public sealed class AdmissionPolicySet
{
    private static readonly FrozenSet<(string, string)> Excluded = new[]
    {
        ("authentication.k8s.io", "selfsubjectreviews"), ("authentication.k8s.io", "tokenreviews"), ("authorization.k8s.io", "localsubjectaccessreviews"),
        ("authorization.k8s.io", "selfsubjectaccessreviews"), ("authorization.k8s.io", "selfsubjectrulesreviews"), ("authorization.k8s.io", "subjectaccessreviews"),
    }.ToFrozenSet();

    private static readonly FrozenSet<string> ExemptKinds = new[]
    {
        "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly CompiledValidatingPolicy[] _validating;
    private readonly PolicyLimits _limits;

    private AdmissionPolicySet(CompiledValidatingPolicy[] validating, PolicyLimits limits)
    {
        _validating = validating;
        _limits = limits;
    }

    /// <summary>Compiles documents that were read and found to be in order. Of two with one name the last counts; bindings of policies that are not here do nothing.</summary>
    public static AdmissionPolicySet Compile(IEnumerable<AdmissionPolicy> policies, IEnumerable<AdmissionPolicyBinding> bindings, AdmissionPolicySetOptions? options = null)
    {
        options ??= new();
        var bound = Latest(bindings, b => (b.IsMutating, b.Name)).ToLookup(b => (b.IsMutating, b.PolicyName));
        ImmutableArray<AdmissionPolicy> sorted = [.. Latest(policies, p => (p.Kind, p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal)];
        return new([.. sorted.OfType<ValidatingAdmissionPolicy>().Select(p => new CompiledValidatingPolicy(p, bound[(false, p.Name)], options.KubernetesMinor))], options.Limits);
    }

    private static IEnumerable<T> Latest<T, TKey>(IEnumerable<T> documents, Func<T, TKey> key)
        where TKey : notnull
    {
        var latest = new Dictionary<TKey, T>();
        foreach (var document in documents)
        {
            latest[key(document)] = document;
        }

        return latest.Values;
    }

    /// <summary>Whether policies have no say at all: reviews of access, without which a cluster stands still, and the policies themselves, which could lock themselves in.</summary>
    public static bool IsExempt(PolicyRequest request) =>
        (request.Kind.Group == "admissionregistration.k8s.io" && ExemptKinds.Contains(request.Kind.Kind)) || Excluded.Contains((request.Resource.Group, request.Resource.Resource));

    /// <param name="keepsDecisions">Whether to tell what every single validation said.</param>
    /// <param name="cancellation">Ends evaluations as if they had spent their budget.</param>
    /// <exception cref="System.Text.Json.JsonException">An object of the request is no JSON.</exception>
    public ValidationAnswer Validate(PolicyRequest request, PolicyFacts facts, bool keepsDecisions = false, CancellationToken cancellation = default) =>
        IsExempt(request) ? ValidationAnswer.Admitted : new ValidationRun(request, facts, _limits, keepsDecisions, cancellation).Run(_validating);
}
