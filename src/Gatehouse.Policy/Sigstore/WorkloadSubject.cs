using System.Collections.Frozen;

namespace Gatehouse.Policy.Sigstore;

/// <summary>The object that an image is judged for.</summary>
/// <param name="Resource">Plural, for example <c>deployments</c>.</param>
public sealed record WorkloadSubject(string Group, string Version, string Resource, FrozenDictionary<string, string> Labels);
