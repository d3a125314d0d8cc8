using System.Collections.Frozen;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Sigstore;

namespace Gatehouse.Admission.Policies.Sigstore;

/// <summary>One entry of an authority's <c>attestations</c>.</summary>
internal static class StatementFields
{
    /// <summary>cosign's short names of predicate types (<c>cosign attest --type</c>).</summary>
    private static readonly FrozenDictionary<string, string> ShortNames = new Dictionary<string, string>
    {
        ["custom"] = "https://cosign.sigstore.dev/attestation/v1",
        ["slsaprovenance"] = "https://slsa.dev/provenance/v0.2",
        ["spdx"] = "https://spdx.dev/Document",
        ["spdxjson"] = "https://spdx.dev/Document",
        ["cyclonedx"] = "https://cyclonedx.org/bom",
        ["link"] = "https://in-toto.io/Link/v1",
        ["vuln"] = "https://cosign.sigstore.dev/attestation/vuln/v1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static RequiredStatement? Read(FieldReader fields)
    {
        var name = fields.Text("name") ?? "";
        var type = fields.Text("predicateType") ?? "";
        var condition = fields.Mapping("policy") is { } policy ? ExpressionFields.Read(policy, false) : null;
        fields.Finish();
        if (name.Length == 0)
        {
            fields.Error("name", "a name is expected");
        }

        if (type.Length == 0)
        {
            fields.Error("predicateType", "the URI of a predicate type is expected");
        }
        else if (ShortNames.TryGetValue(type, out var uri))
        {
            fields.Warn("predicateType", $"is short for {uri}; write that");
            type = uri;
        }
        else if (!Uri.TryCreate(type, UriKind.Absolute, out _))
        {
            fields.Warn("predicateType", "is no URI, and statements name their type by one");
        }

        return name.Length == 0 || type.Length == 0 ? null : new(name, type, condition);
    }
}
