using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What an API server would answer its client.</summary>
/// <param name="Code">HTTP.</param>
/// <param name="Reason">As <c>metav1.Status.reason</c> has it.</param>
/// <param name="Message">The whole text.</param>
/// <param name="Causes">Messages of <c>details.causes</c>.</param>
public sealed record PolicyStatus(int Code, string Reason, string Message, ImmutableArray<string> Causes);
