namespace Gatehouse.Manifests.Reading;

/// <summary>The file cannot be read past this place.</summary>
internal sealed class ManifestSyntaxException(Position position, string message) : Exception(message)
{
    public Position Position => position;
}
