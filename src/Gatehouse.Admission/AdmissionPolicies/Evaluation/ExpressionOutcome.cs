using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What one expression came to.</summary>
/// <param name="Error">In the words of the API server; null when there is a value.</param>
internal readonly record struct ExpressionOutcome(Value Value, string? Error)
{
    public bool IsTrue => Error is null && Value.Kind == ValueKind.Bool && Value.AsBool;

    public bool IsFalse => Error is null && Value.Kind == ValueKind.Bool && !Value.AsBool;
}
