namespace Gatehouse.Admission.Registries;

/// <summary>Where evidence of an image is looked for.</summary>
/// <param name="Repository">Registry and path, for example <c>registry.example/signatures</c>; empty for the repository of the image itself.</param>
/// <param name="TagPrefix">Put before the tags of signatures with a hyphen; empty for none.</param>
public readonly record struct EvidencePlace(string Repository, string TagPrefix)
{
    /// <summary>Beside the image.</summary>
    public static readonly EvidencePlace Beside = new("", "");
}
