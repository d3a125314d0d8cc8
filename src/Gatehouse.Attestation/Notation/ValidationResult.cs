using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>How one validation ended and what its end means.</summary>
/// <param name="WasMade">False when the action is to skip it, or an earlier failure left nothing to validate.</param>
public sealed record ValidationResult(ValidationType Type, ValidationAction Action, bool WasMade, ImmutableArray<Failure> Failures)
{
    public bool Passed => WasMade && Failures.IsEmpty;

    /// <summary>Whether this validation alone refuses the signature.</summary>
    public bool Refuses => Action is ValidationAction.Enforce && !Passed;
}
