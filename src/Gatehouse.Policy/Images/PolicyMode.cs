namespace Gatehouse.Policy.Images;

/// <summary>What a violation of an image policy leads to.</summary>
public enum PolicyMode
{
    /// <summary>A refusal.</summary>
    Enforce,

    /// <summary>A warning.</summary>
    Warn,

    /// <summary>An entry in the record.</summary>
    Audit,
}
