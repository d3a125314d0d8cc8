namespace Gatehouse.Admission.Languages;

/// <summary>What a violation leads to.</summary>
public enum EnforcementMode
{
    /// <summary>A refusal.</summary>
    Enforce,

    /// <summary>A warning to whoever asked.</summary>
    Warn,

    /// <summary>An entry in the decision, told to nobody who asks.</summary>
    Audit,
}
