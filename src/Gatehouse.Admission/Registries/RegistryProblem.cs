namespace Gatehouse.Admission.Registries;

/// <summary>Why a registry gave no answer that can be used.</summary>
public enum RegistryProblem
{
    /// <summary>It does not answer, or answers with an error of its own, or asks to wait.</summary>
    Unavailable,

    /// <summary>It knows no such repository, tag or manifest.</summary>
    NotFound,

    /// <summary>It does not let us read that.</summary>
    Denied,

    /// <summary>What it answers is not what the protocol says, or not what the digest says.</summary>
    Malformed,
}
