namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>One rule of a policy.</summary>
public sealed record PolicyValidation
{
    public required string Expression { get; init; }

    /// <summary>Empty when there is none.</summary>
    public string Message { get; init; } = "";

    /// <summary>Empty when there is none.</summary>
    public string MessageExpression { get; init; } = "";

    /// <summary>Null for <c>Invalid</c>.</summary>
    public string? Reason { get; init; }
}
