namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>Where an expression stands, which says what it sees and what it has to come to.</summary>
internal enum ExpressionUse
{
    MatchCondition,
    Variable,
    Validation,
    Message,
    AuditAnnotation,
    ApplyConfiguration,
    JsonPatch,
}
