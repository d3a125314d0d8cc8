using System.Collections.Frozen;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Policies.Gatehouse;
using Gatehouse.Admission.Policies.Sigstore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Languages.Sigstore;

/// <summary>Sigstore's policy-controller: cluster image policies.</summary>
internal sealed class SigstoreLanguage(IOptions<AdmissionOptions> options) : IPolicyLanguage
{
    public IImageJudge Compile(PolicyDocuments documents)
    {
        var roots = documents.List(new TrustedRootKind()).Select(d => d.Policy).OfType<TrustedRootDocument>();
        var byName = roots.SelectMany(r => ((string[])[r.Root.Name, r.Url]).Where(n => n.Length > 0).Select(n => r.Root with { Name = n })).DistinctBy(r => r.Name).ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);
        return new SigstoreJudge(documents.List(new ClusterImagePolicyKind()), byName, options.Value.ImagesWithoutClusterPolicy);
    }
}
