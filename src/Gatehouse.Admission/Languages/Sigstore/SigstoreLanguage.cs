using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Policies.Sigstore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Languages.Sigstore;

/// <summary>Sigstore's policy-controller: cluster image policies.</summary>
internal sealed class SigstoreLanguage(IOptions<AdmissionOptions> options) : IPolicyLanguage
{
    public IImageJudge Compile(PolicyDocuments documents) => new SigstoreJudge(documents.List(new ClusterImagePolicyKind()), options.Value.ImagesWithoutClusterPolicy);
}
