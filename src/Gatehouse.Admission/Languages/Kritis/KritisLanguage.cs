using System.Collections.Frozen;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Policies.Kritis;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Languages.Kritis;

/// <summary>Kritis: what a namespace's image security policies and generic attestation policies say of what runs in it.</summary>
internal sealed class KritisLanguage(IOptions<AdmissionOptions> options) : IPolicyLanguage
{
    public IImageJudge Compile(PolicyDocuments documents)
    {
        var attestation = documents.List(new GenericAttestationPolicyKind()).ToLookup(d => d.Stored.Namespace, StringComparer.Ordinal);
        var security = documents.List(new ImageSecurityPolicyKind()).ToLookup(d => d.Stored.Namespace, StringComparer.Ordinal);
        var authorities = documents.List(new AttestationAuthorityKind()).ToLookup(d => d.Stored.Namespace, StringComparer.Ordinal);
        var namespaces = attestation.Concat<IGrouping<string, object>>(security).Select(g => g.Key).Distinct(StringComparer.Ordinal)
            .ToFrozenDictionary(n => n, n => KritisNamespace.Of([.. attestation[n]], [.. security[n]], [.. authorities[n]]), StringComparer.Ordinal);
        return new KritisJudge(namespaces, options.Value.UnscannedImages == UnscannedImages.Refuse);
    }
}
