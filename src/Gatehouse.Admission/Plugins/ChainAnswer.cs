using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins;

/// <summary>What a chain says: everything its plugins said, in their order.</summary>
/// <param name="Patch">What the plugins changed.</param>
/// <param name="Object">The object with it; null when the request has none.</param>
public sealed record ChainAnswer(ImmutableArray<PatchOperation> Patch, JsonElement? Object, ImmutableArray<PluginRefusal> Refusals, ImmutableArray<string> Warnings, ImmutableDictionary<string, string> AuditAnnotations)
{
    public bool IsAdmitted => Refusals.IsEmpty;
}
