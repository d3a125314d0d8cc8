using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Reviews;

namespace Gatehouse.Admission.Judging;

/// <summary>A review and what was decided; the decision is null when there was nothing to judge.</summary>
public sealed record AdmissionOutcome(AdmissionReview Review, Decision? Decision);
