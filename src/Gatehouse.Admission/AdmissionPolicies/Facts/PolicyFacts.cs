using System.Collections.Frozen;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>All that policies may look at beside the request, found out before they are asked.</summary>
public sealed record PolicyFacts
{
    /// <summary>The request's namespace as stored; null for a request without one, and for one that does not exist.</summary>
    public NamespaceFacts? Namespace { get; init; }

    /// <summary>By kind. A kind that is not here is one that the cluster does not know.</summary>
    public FrozenDictionary<ParamKind, ParameterSet> Parameters { get; init; } = FrozenDictionary<ParamKind, ParameterSet>.Empty;

    /// <summary>Answers access checks; asked in the middle of an evaluation, so what it answers has to be at hand.</summary>
    public IAuthorizer Authorizer { get; init; } = AbsentAuthorizer.Instance;

    /// <summary>Other versions of what is asked for, for policies whose <c>matchPolicy</c> is <c>Equivalent</c>.</summary>
    public IObjectVersions Versions { get; init; } = BuiltInVersions.Instance;
}
