namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>Outcome of a platform policy.</summary>
public enum Conformance
{
    Conformant,
    NonConformant,

    /// <summary>It could not be found out. Never as good as conformant.</summary>
    Error,
}
