namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>One reason for which policies refuse a request.</summary>
/// <param name="Binding">Null when the policy itself cannot be used.</param>
/// <param name="ExpressionIndex">Which validation or mutation, from 0; null for a mistake in the configuration and for audit annotations.</param>
/// <param name="Detail">What the rule says, or the error.</param>
/// <param name="Message">The sentence that the API server makes of it: <c>ValidatingAdmissionPolicy 'P' with binding 'B' denied request: …</c>.</param>
/// <param name="Reason">As <c>metav1.Status.reason</c> has it.</param>
/// <param name="Code">HTTP: 403, 413 or 422; 404 for a namespace that does not exist.</param>
public sealed record PolicyDenial(string Policy, string? Binding, int? ExpressionIndex, string Detail, string Message, string Reason, int Code);
