using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Pinning;

/// <summary>An image as it stands in the text of a manifest.</summary>
/// <param name="End">Offset of the character behind its text, where a digest can be put.</param>
public sealed record ImageScalar(Position Position, string Value, int End);
