namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>Which objects of the policy's <see cref="ParamKind"/> a binding takes for parameters.</summary>
public sealed record ParamReference
{
    /// <summary>Empty when there is a selector.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty for the namespace of the request.</summary>
    public string Namespace { get; init; } = "";

    public LabelSelector? Selector { get; init; }

    /// <summary><c>Allow</c> or <c>Deny</c>; null when the document does not say.</summary>
    public string? ParameterNotFoundAction { get; init; }
}
