using System.Collections.Frozen;

namespace Gatehouse.Attestation.Statements;

/// <summary>The predicate types that are known by name, and how types are compared.</summary>
public static class PredicateTypes
{
    public const string SlsaProvenanceV02 = "https://slsa.dev/provenance/v0.2";
    public const string SlsaProvenanceV1 = "https://slsa.dev/provenance/v1";
    public const string SlsaProvenanceV1Draft = "https://slsa.dev/provenance/v1.0?draft";
    public const string VerificationSummaryV1 = "https://slsa.dev/verification_summary/v1";
    public const string VerificationSummaryV02 = "https://slsa.dev/verification_summary/v0.2";
    public const string Spdx = "https://spdx.dev/Document";
    public const string CycloneDx = "https://cyclonedx.org/bom";
    public const string CosignVulnerabilities = "https://cosign.sigstore.dev/attestation/vuln/v1";
    public const string VulnerabilitiesV02 = "https://in-toto.io/attestation/vulns/v0.2";
    public const string VulnerabilitiesV01 = "https://in-toto.io/attestation/vulns/v0.1";
    public const string TestResult = "https://in-toto.io/attestation/test-result/v0.1";
    public const string Link = "https://in-toto.io/attestation/link/v0.3";
    public const string LinkV1 = "https://in-toto.io/Link/v1";
    public const string Scai = "https://in-toto.io/attestation/scai/v0.3";
    public const string ScaiAttributeReport = "https://in-toto.io/attestation/scai/attribute-report/v0.2";
    public const string SimpleVerificationResult = "https://in-toto.io/attestation/svr/v0.2";
    public const string Release = "https://in-toto.io/attestation/release/v0.1";
    public const string Reference = "https://in-toto.io/attestation/reference/v0.1";
    public const string RuntimeTrace = "https://in-toto.io/attestation/runtime-trace/v0.1";
    public const string OpenVex = "https://openvex.dev/ns";
    public const string CosignCustom = "https://cosign.sigstore.dev/attestation/v1";
    public const string CosignSignature = "https://sigstore.dev/cosign/sign/v1";

    /// <summary>The short names that cosign and ClusterImagePolicy accept.</summary>
    private static readonly FrozenDictionary<string, string> ShortNames = new Dictionary<string, string>
    {
        ["slsaprovenance"] = SlsaProvenanceV02,
        ["slsaprovenance02"] = SlsaProvenanceV02,
        ["slsaprovenance1"] = SlsaProvenanceV1,
        ["spdx"] = Spdx,
        ["spdxjson"] = Spdx,
        ["cyclonedx"] = CycloneDx,
        ["link"] = LinkV1,
        ["vuln"] = CosignVulnerabilities,
        ["openvex"] = OpenVex,
        ["custom"] = CosignCustom,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type that a short name stands for; anything else is a type already.</summary>
    public static string Expand(string nameOrType) => ShortNames.GetValueOrDefault(nameOrType, nameOrType);

    /// <summary>Whether a statement's type is the wanted one, which may be a short name.</summary>
    /// <param name="anyVersion">Take <c>…/v1.4</c> for <c>…</c> or <c>…/v1.5</c>: the types are compared without their last segment where that is a version.</param>
    public static bool Matches(string actual, string wanted, bool anyVersion = false)
    {
        wanted = Expand(wanted);
        return actual == wanted || (anyVersion && WithoutVersion(actual).SequenceEqual(WithoutVersion(wanted)));
    }

    /// <summary><c>https://cyclonedx.org/bom/v1.4</c> without <c>/v1.4</c>.</summary>
    internal static ReadOnlySpan<char> WithoutVersion(string type)
    {
        var slash = type.LastIndexOf('/');
        return slash > 0 && slash + 2 < type.Length && type[slash + 1] == 'v' && char.IsAsciiDigit(type[slash + 2]) ? type.AsSpan(0, slash) : type;
    }
}
