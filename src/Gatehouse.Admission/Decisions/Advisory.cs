using Gatehouse.Admission.Languages;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Decisions;

/// <summary>What a policy found that does not enforce.</summary>
/// <param name="Mode">Told to whoever asked, or to the record only.</param>
public sealed record Advisory(EnforcementMode Mode, Violation Violation);
