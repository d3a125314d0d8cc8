namespace Gatehouse.Attestation.Notation;

/// <summary>A signed header that the specification does not define.</summary>
/// <param name="Name">An integer label of COSE is written with a leading <c>#</c>.</param>
/// <param name="Value">Null for a value that is not text.</param>
public sealed record ExtendedAttribute(string Name, string? Value, bool IsCritical = false);
