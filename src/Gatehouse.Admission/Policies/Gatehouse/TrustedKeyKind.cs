using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>A public key that policies name. A revoked one stays, so that policies that name it say so.</summary>
public sealed class TrustedKeyKind : PolicyKind<TrustedKeyDocument>
{
    public const string Name = "TrustedKey";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => GatehouseFields.ApiVersions;

    public override bool IsNamespaced => false;

    protected override TrustedKeyDocument? Read(ManifestKey key, FieldReader root)
    {
        if (GatehouseFields.Spec(root, "{publicKeyPem: PEM}") is not { } spec)
        {
            return null;
        }

        var pem = KeyFields.ReadPem(spec, "publicKeyPem");
        var isRevoked = spec.Boolean("revoked") ?? false;
        _ = spec.Text("description");
        spec.Finish();
        return pem is null ? null : new(key.Name, pem, isRevoked);
    }
}
