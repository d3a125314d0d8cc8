using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Languages;

/// <summary>A stored document and the model it is read as; null when this version cannot read it. A broken policy is never a missing one.</summary>
public sealed record PolicyDocument<T>(StoredManifest Stored, T? Policy, PolicyUse Use)
    where T : class
{
    /// <summary>Why the document cannot be applied; nothing when it can.</summary>
    public ImmutableArray<Violation> Problems => Policy is not null
        ? []
        : [new(ViolationId.PolicyError, "policy cannot be applied", $"the stored {Stored.Kind} cannot be read by this version", $"{Stored.Namespace}/{Stored.Name}", $"apply the {Stored.Kind} again")];
}
