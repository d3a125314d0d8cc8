namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>What a policy writes into the audit log of every request it is about.</summary>
public sealed record AuditAnnotation(string Key, string ValueExpression);
