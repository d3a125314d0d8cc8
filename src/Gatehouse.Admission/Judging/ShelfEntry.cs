using System.Security.Cryptography;
using System.Text;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Policies;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judging;

/// <summary>A stored document and the model it is read as; null when this version cannot read it. A broken policy is never a missing one.</summary>
internal sealed record ShelfEntry<T>(StoredManifest Stored, T? Policy)
    where T : class
{
    public static ShelfEntry<T> Read(PolicyKind<T> kind, StoredManifest stored) => new(stored, kind.Find(stored));

    public PolicyUse Use => new(Stored.Kind, Stored.Namespace, Stored.Name, Stored.Generation, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Stored.Manifest.GetRawText()))));

    /// <summary>Why the document cannot be applied; nothing when it can.</summary>
    public IEnumerable<Violation> Problems => Policy is not null
        ? []
        : [new(ViolationId.PolicyError, "policy cannot be applied", $"the stored {Stored.Kind} cannot be read by this version", $"{Stored.Namespace}/{Stored.Name}", $"apply the {Stored.Kind} again")];
}
