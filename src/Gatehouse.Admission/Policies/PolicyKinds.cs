using System.Collections.Immutable;
using Gatehouse.Admission.Policies.BinaryAuthorization;
using Gatehouse.Admission.Policies.Gatehouse;
using Gatehouse.Admission.Policies.Kritis;
using Gatehouse.Admission.Policies.Sigstore;
using Gatehouse.Manifests.Kinds;

namespace Gatehouse.Admission.Policies;

/// <summary>Every kind of policy about images that is read here.</summary>
public static class PolicyKinds
{
    public static ImmutableArray<IManifestKind> All { get; } =
    [
        new ImageSecurityPolicyKind(),
        new GenericAttestationPolicyKind(),
        new AttestationAuthorityKind(),
        new BuildPolicyKind(),
        new VulnzSigningPolicyKind(),
        new KritisConfigKind(),
        new BinaryAuthorizationPolicyKind(),
        new AttestorKind(),
        new PlatformPolicyKind(),
        new ClusterImagePolicyKind(),
        new ImagePolicyKind(),
        new PolicyExceptionKind(),
        new DeployPolicyKind(),
        new TrustedKeyKind(),
        new TrustedRootKind(),
    ];
}
