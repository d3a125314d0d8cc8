using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>Kritis's <c>GenericAttestationPolicy</c>. What would refuse everything (no authority) or match nothing (a pattern with a star in it) is refused when it is written.</summary>
public sealed class GenericAttestationPolicyKind : PolicyKind<GenericAttestationPolicy>
{
    public const string Name = "GenericAttestationPolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => KritisDocuments.ApiVersions;

    protected override GenericAttestationPolicy? Read(ManifestKey key, FieldReader root)
    {
        if (KritisDocuments.Spec(root, "{attestationAuthorityNames: [NAME]}") is not { } spec)
        {
            return null;
        }

        var policy = new GenericAttestationPolicy
        {
            Namespace = key.Namespace,
            Name = key.Name,
            AttestationAuthorityNames = ReadAuthorities(spec),
            AdmissionAllowlistPatterns = ReadPatterns(spec),
        };
        spec.Finish();
        return policy;
    }

    private static ImmutableArray<string> ReadAuthorities(FieldReader spec)
    {
        var names = spec.Texts("attestationAuthorityNames");
        if (names.IsEmpty)
        {
            spec.Error("attestationAuthorityNames", "at least one authority is expected: a policy without one refuses every image");
        }

        foreach (var (i, name) in names.Index())
        {
            KritisDocuments.CheckName(spec, $"attestationAuthorityNames[{i}]", name);
        }

        return names;
    }

    private static ImmutableArray<KritisNamePattern> ReadPatterns(FieldReader spec)
    {
        var patterns = ImmutableArray.CreateBuilder<KritisNamePattern>();
        foreach (var entry in spec.Mappings("admissionAllowlistPatterns", "admissionWhitelistPatterns"))
        {
            var text = entry.Text("namePattern") ?? "";
            entry.Finish();
            if (KritisNamePattern.Explain(text) is { Length: > 0 } mistake)
            {
                entry.Error("namePattern", mistake);
            }
            else if (KritisNamePattern.TryParse(text, out var pattern))
            {
                patterns.Add(pattern);
            }
        }

        return patterns.ToImmutable();
    }
}
