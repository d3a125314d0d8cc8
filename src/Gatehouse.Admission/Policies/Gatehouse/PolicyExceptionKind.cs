using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Exceptions;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>What is let pass for a while, whichever policy says no.</summary>
public sealed class PolicyExceptionKind : PolicyKind<PolicyException>
{
    public const string Name = "PolicyException";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => GatehouseFields.ApiVersions;

    public override bool IsNamespaced => false;

    protected override PolicyException? Read(ManifestKey key, FieldReader root) =>
        GatehouseFields.Spec(root, "{ids: [CVE-2024-1], until: 2026-12-31, approvedBy: WHO, reason: WHY}") is { } spec ? GatehouseFields.Exception(spec, key.Name) : null;
}
