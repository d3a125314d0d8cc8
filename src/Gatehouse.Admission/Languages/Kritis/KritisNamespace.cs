using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Languages.Kritis;

/// <summary>The policies of one namespace, with the authorities that they name.</summary>
/// <param name="Problems">A violation for each document that cannot be applied.</param>
internal sealed record KritisNamespace(
    ImmutableArray<GenericAttestationPolicy> AttestationPolicies,
    ImmutableArray<ImageSecurityPolicy> SecurityPolicies,
    ImmutableArray<Attestor> Attestors,
    ImmutableArray<PolicyUse> Uses,
    ImmutableArray<Violation> Problems)
{
    public FactNeeds Needs { get; } = new() { Attestors = Attestors, Findings = !SecurityPolicies.IsEmpty };

    public static KritisNamespace Of(
        ImmutableArray<PolicyDocument<GenericAttestationPolicy>> attestation, ImmutableArray<PolicyDocument<ImageSecurityPolicy>> security, ImmutableArray<PolicyDocument<Attestor>> authorities)
    {
        ImmutableArray<GenericAttestationPolicy> attestationPolicies = [.. attestation.Select(d => d.Policy).OfType<GenericAttestationPolicy>()];
        ImmutableArray<ImageSecurityPolicy> securityPolicies = [.. security.Select(d => d.Policy).OfType<ImageSecurityPolicy>()];
        var names = attestationPolicies.SelectMany(p => p.AttestationAuthorityNames).Concat(securityPolicies.Select(p => p.AttestationAuthorityName)).ToHashSet(StringComparer.Ordinal);
        var named = authorities.Where(a => names.Contains(a.Stored.Name)).ToArray();
        return new(
            attestationPolicies,
            securityPolicies,
            [.. named.Select(d => d.Policy).OfType<Attestor>()],
            [.. attestation.Select(d => d.Use), .. security.Select(d => d.Use), .. named.Select(d => d.Use)],
            [.. attestation.SelectMany(d => d.Problems), .. security.SelectMany(d => d.Problems), .. named.SelectMany(d => d.Problems)]);
    }
}
