namespace Gatehouse.Attestation.Notation;

/// <summary>What a failed validation does.</summary>
public enum ValidationAction
{
    /// <summary>The signature is refused.</summary>
    Enforce,

    /// <summary>The failure is reported, and the signature still counts.</summary>
    Log,

    /// <summary>The validation is not made.</summary>
    Skip,
}
