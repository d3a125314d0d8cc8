using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Policies.BinaryAuthorization;
using Gatehouse.Policy.Patterns;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Languages.BinaryAuthorization;

/// <summary>Binary Authorization: policies of projects, which refuse, and platform policies, which tell.</summary>
internal sealed class BinaryAuthorizationLanguage(IOptions<AdmissionOptions> options) : IPolicyLanguage
{
    public IImageJudge Compile(PolicyDocuments documents) => new BinaryAuthorizationJudge(
        documents.List(new BinaryAuthorizationPolicyKind()),
        documents.List(new PlatformPolicyKind()),
        documents.List(new AttestorKind()),
        [.. options.Value.SystemImages.Select(text => BinaryAuthorizationPattern.TryParse(text, out var pattern, out _) ? pattern : null).OfType<BinaryAuthorizationPattern>()],
        options.Value.PlatformPolicies);
}
