using System.Globalization;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>Where a field path of the API server, as <c>spec.validations[0].expression</c>, is in a document.</summary>
internal static class FieldPositions
{
    /// <returns>The position of the field, or of the innermost one around it that is there.</returns>
    public static Position Find(ManifestNode document, string path)
    {
        var node = document;
        foreach (var step in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
        {
            if (Step(node, step) is not { } next)
            {
                break;
            }

            node = next;
        }

        return node.Position;
    }

    private static ManifestNode? Step(ManifestNode node, string step) => node switch
    {
        ManifestNode.Mapping mapping => mapping.Entries.FirstOrDefault(e => e.Key == step)?.Value,
        ManifestNode.Sequence sequence when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < sequence.Items.Length => sequence.Items[index],
        _ => null,
    };
}
