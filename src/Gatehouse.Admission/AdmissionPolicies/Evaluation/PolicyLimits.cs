namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What evaluations may cost, in units of the API server's cost model (k8s.io/apiserver, <c>apis/cel/config.go</c>).</summary>
public sealed record PolicyLimits
{
    public static readonly PolicyLimits Kubernetes = new();

    /// <summary>One evaluation of one expression.</summary>
    public long Expression { get; init; } = 1_000_000;

    /// <summary>All validations, or mutations, of one policy with one binding and one parameter, variables included.</summary>
    public long Policy { get; init; } = 10_000_000;

    /// <summary>All match conditions of a policy.</summary>
    public long MatchConditions { get; init; } = 2_500_000;

    /// <summary>Bytes of a message that an expression makes; a longer one is not used.</summary>
    public int Message { get; init; } = 5 * 1024;

    /// <summary>Bytes of the value of an audit annotation; a longer one is cut.</summary>
    public int AuditAnnotation { get; init; } = 10 * 1024;
}
