namespace Gatehouse.Manifests.Kinds;

/// <summary>What makes a manifest the same one when it is applied again.</summary>
/// <param name="Namespace"><c>-</c> for kinds that have none.</param>
public readonly record struct ManifestKey(string Kind, string Namespace, string Name)
{
    /// <summary>The namespace of kinds that have none.</summary>
    public const string NoNamespace = "-";

    /// <summary>Key of the stored document.</summary>
    public override string ToString() => $"{Kind}/{Namespace}/{Name}";
}
