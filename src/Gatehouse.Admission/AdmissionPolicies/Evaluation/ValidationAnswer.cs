using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What validating policies say of a request: everything, where the API server tells the first denial only.</summary>
public sealed record ValidationAnswer
{
    public static readonly ValidationAnswer Admitted = new();

    public bool IsAdmitted => Denials.IsEmpty;

    /// <summary>In the order of policies, bindings, parameters and validations.</summary>
    public ImmutableArray<PolicyDenial> Denials { get; init; } = [];

    /// <summary>What the API server would answer; null when it would not refuse.</summary>
    public PolicyStatus? Status { get; init; }

    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>As the API server writes them; of several audited failures only the first is there.</summary>
    public ImmutableSortedDictionary<string, string> AuditAnnotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>All failures that bindings want in the audit log.</summary>
    public ImmutableArray<ValidationFailure> AuditedFailures { get; init; } = [];

    /// <summary>What every single validation said, also those that are kept; empty unless asked for.</summary>
    public ImmutableArray<PolicyDecision> Decisions { get; init; } = [];
}
