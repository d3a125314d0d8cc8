using System.Collections.Immutable;
using System.Text;
using Gatehouse.Admission.Languages;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>The <c>trusted_root.json</c> of a sigstore instance, by a name that policies use, cluster image policies too (<c>trustRootRef</c>, or the <c>url</c> of the certificate authority).</summary>
public sealed class TrustedRootKind : PolicyKind<TrustedRootDocument>
{
    public const string Name = "TrustedRoot";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => GatehouseFields.ApiVersions;

    public override bool IsNamespaced => false;

    protected override TrustedRootDocument? Read(ManifestKey key, FieldReader root)
    {
        if (GatehouseFields.Spec(root, "{trustedRoot: JSON}") is not { } spec)
        {
            return null;
        }

        var url = spec.Text("url") ?? "";
        var ignoresTransparency = spec.Boolean("insecureIgnoreSCT") ?? false;
        var read = TrustedRoot.Parse(Encoding.UTF8.GetBytes(spec.Text("trustedRoot") ?? ""));
        if (!read.Succeeded)
        {
            spec.Error("trustedRoot", $"the text of a trusted_root.json is expected: {string.Join("; ", read.Failures.Select(f => f.Text))}");
        }

        spec.Finish();
        return read.Succeeded ? new(url, new NamedRoot(key.Name, read.Found, ignoresTransparency)) : null;
    }
}
