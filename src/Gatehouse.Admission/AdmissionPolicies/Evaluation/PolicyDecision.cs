namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What one validation of a policy said.</summary>
/// <param name="Binding">Through which the policy was in effect.</param>
/// <param name="Parameter">Namespace and name of the parameter, <c>NAMESPACE/NAME</c> or <c>NAME</c>; empty for none.</param>
/// <param name="ExpressionIndex">Which validation, from 0.</param>
/// <param name="IsAdmitted">An error admits where the policy's <c>failurePolicy</c> is <c>Ignore</c>.</param>
/// <param name="IsError">Whether the message is that of an error rather than of a rule.</param>
/// <param name="Message">Empty for a rule that is kept.</param>
/// <param name="Reason">As the policy gives it; empty for an error and for a rule that is kept.</param>
public sealed record PolicyDecision(string Policy, string Binding, string Parameter, int ExpressionIndex, bool IsAdmitted, bool IsError, string Message, string Reason);
