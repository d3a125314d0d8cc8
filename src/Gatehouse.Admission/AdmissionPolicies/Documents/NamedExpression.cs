namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>A match condition or a variable: an expression under a name.</summary>
public sealed record NamedExpression(string Name, string Expression);
