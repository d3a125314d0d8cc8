using System.Text;
using CsCheck;
using Gatehouse.Admission.Policies;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Services.Tests.Admission.Policies;

/// <summary>Cases of our own for every kind of document, and mutations of them.</summary>
public sealed class PolicyDocumentsTests
{
    private static readonly string Key = "\"" + "-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\\n-----END PUBLIC KEY-----\\n" + "\"";

    /// <summary>A document of every kind but the image security policy.</summary>
    internal static readonly string[] Valid =
    [
        "apiVersion: kritis.grafeas.io/v1beta1\nkind: GenericAttestationPolicy\nmetadata: {name: g}\nspec: {attestationAuthorityNames: [qa], admissionWhitelistPatterns: [{namePattern: a/*}]}",
        "apiVersion: kritis.grafeas.io/v1beta1\nkind: AttestationAuthority\nmetadata: {name: a}\nspec: {noteReference: projects/p/notes/n, privateKeySecretName: s, publicKeys: [{keyType: PKIX, keyId: \"https://k\", pkixPublicKey: {signatureAlgorithm: ED25519, publicKeyPem: " + Key + "}}]}",
        "apiVersion: kritis.grafeas.io/v1beta1\nkind: BuildPolicy\nmetadata: {name: b}\nspec: {attestationAuthorityName: qa, buildRequirements: {builtFrom: \"shop/.*:main\"}}",
        "apiVersion: kritis.grafeas.io/v1beta1\nkind: VulnzSigningPolicy\nmetadata: {name: v}\nspec: {imageVulnerabilityRequirements: {maximumFixableSeverity: LOW, whitelistCVEs: [x]}}",
        "apiVersion: kritis.grafeas.io/v1beta1\nkind: KritisConfig\nmetadata: {name: c}\nspec: {metadataBackend: grafeas, cronInterval: 1h30m, grafeas: {addr: /run/g.sock}}",
        "name: projects/p/policy\netag: x\nupdateTime: t\ndescription: d\nglobalPolicyEvaluationMode: DISABLE\nadmissionWhitelistPatterns: [{namePattern: a.b/**}]\ndefaultAdmissionRule: {evaluationMode: ALWAYS_DENY, enforcementMode: DRYRUN_AUDIT_LOG_ONLY}\nistioServiceIdentityAdmissionRules: {spiffe://d/ns/n/sa/s: {evaluationMode: REQUIRE_ATTESTATION, enforcementMode: ENFORCED_BLOCK_AND_AUDIT_LOG, requireAttestationsBy: [projects/p/attestors/a]}}",
        "name: projects/p/attestors/a\nuserOwnedGrafeasNote: {noteReference: projects/p/notes/n, delegationServiceAccountEmail: e, publicKeys: [{comment: c, pkixPublicKey: {signatureAlgorithm: ED25519, publicKeyPem: " + Key + "}}]}",
        "name: projects/p/platforms/gke/policies/x\ngkePolicy: {imageAllowlist: {allowPattern: [a.b/*]}, checkSets: [{displayName: d, scope: {kubernetesServiceAccount: \"n:s\"}, checks: [{alwaysDeny: true}, {imageFreshnessCheck: {maxUploadAgeDays: 3}}]}, {checks: [{trustedDirectoryCheck: {trustedDirPatterns: [\"*.gcr.io/p\"]}}, {vulnerabilityCheck: {maximumFixableSeverity: LOW, maximumUnfixableSeverity: ALLOW_ALL, blockedCves: [CVE-1], containerAnalysisVulnerabilityProjects: [projects/p]}}, {slsaCheck: {rules: [{trustedBuilder: GOOGLE_CLOUD_BUILD, configBasedBuildRequired: true, trustedSourceRepoPatterns: [github.com/o/*], attestationSource: {containerAnalysisAttestationProjects: [projects/p]}}]}}, {sigstoreSignatureCheck: {sigstoreAuthorities: [{publicKeySet: {publicKeys: [{publicKeyPem: " + Key + "}]}}]}}, {simpleSigningAttestationCheck: {attestationAuthenticators: [{pkixPublicKeySet: {pkixPublicKeys: [{signatureAlgorithm: ED25519, publicKeyPem: " + Key + "}]}}]}}]}]}",
        "apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: c}\nspec: {mode: warn, images: [{glob: \"a/**\"}], match: [{resource: pods, selector: {matchLabels: {a: b}, matchExpressions: [{key: k, operator: Exists}]}}], authorities: [{key: {data: " + Key + "}, ctlog: {url: \"https://l\"}, attestations: [{name: n, predicateType: vuln, policy: {type: cel, data: \"predicate.ok == true\"}}]}, {keyless: {url: \"https://f\", identities: [{issuer: i, subjectRegExp: \"^s$\"}]}, source: [{oci: \"r.io/x\", signaturePullSecrets: [{name: s}]}]}, {static: {action: fail, message: m}}], policy: {type: cue, includeSpec: true, configMapRef: {name: n, key: k}}}",
    ];

    public static TheoryData<string> Documents => [.. Valid];

    [Theory, MemberData(nameof(Documents))]
    public void Every_field_is_known(string document)
    {
        var errors = new ManifestErrors("d.yaml");
        Assert.Single(Read(document, errors));
        Assert.Equal("", string.Join('\n', errors.ToImmutable()));
    }

    [Theory, MemberData(nameof(Documents))]
    public void A_field_that_is_not_known_is_refused_at_its_place(string document)
    {
        var errors = new ManifestErrors("d.yaml");
        _ = Read(document.Contains("spec:", StringComparison.Ordinal) ? document.Replace("spec: {", "spec: {typo: 1, ", StringComparison.Ordinal) : document + "\ntypo: 1", errors);
        var error = Assert.Single(errors.ToImmutable());
        Assert.EndsWith("typo", error.Path, StringComparison.Ordinal);
        Assert.StartsWith("unknown field", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: kritis.grafeas.io/v1beta1\nkind: GenericAttestationPolicy\nmetadata: {name: g}\nspec: {attestationAuthorityNames: [qa], admissionAllowlistPatterns: [], admissionWhitelistPatterns: []}", "spec.admissionWhitelistPatterns")]
    [InlineData("apiVersion: kritis.grafeas.io/v1beta1\nkind: AttestationAuthority\nmetadata: {name: a}\nspec: {noteReference: projects/p/notes/n, publicKeys: [], publicKeyData: ''}", "spec.publicKeyData")]
    [InlineData("name: projects/p/policy\ndefaultAdmissionRule: {evaluationMode: REQUIRE_ATTESTATION, enforcementMode: ENFORCED_BLOCK_AND_AUDIT_LOG}", "defaultAdmissionRule.requireAttestationsBy")]
    [InlineData("name: projects/p/policy\ndefaultAdmissionRule: {evaluationMode: ALWAYS_DENY}", "defaultAdmissionRule.enforcementMode")]
    [InlineData("name: projects/p/platforms/gke/policies/x\ngkePolicy: {checkSets: [{checks: [{alwaysDeny: true, imageFreshnessCheck: {maxUploadAgeDays: 1}}]}]}", "gkePolicy.checkSets[0].checks[0]")]
    [InlineData("name: projects/p/platforms/gke/policies/x\ngkePolicy: {checkSets: [{checks: [{imageFreshnessCheck: {maxUploadAgeDays: 0}}]}]}", "gkePolicy.checkSets[0].checks[0].imageFreshnessCheck.maxUploadAgeDays")]
    [InlineData("apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: c}\nspec: {images: [{glob: a}], authorities: [{static: {action: pass}, ctlog: {url: \"https://l\"}}]}", "spec.authorities[0].ctlog")]
    [InlineData("apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: c}\nspec: {images: [{glob: a}], authorities: [{keyless: {identities: [{issuer: i, issuerRegExp: i, subject: s}]}}]}", "spec.authorities[0].keyless.identities[0].issuer")]
    [InlineData("apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: c}\nspec: {images: [{glob: a}], authorities: [{static: {action: pass}}], policy: {type: cel, data: x, configMapRef: {name: n, key: k}}}", "spec.policy")]
    [InlineData("apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: c}\nspec: {images: [{glob: a}], authorities: [{key: {kms: \"gcpkms://k\"}, attestations: [{name: n, predicateType: \"https://t\", policy: {type: cel, data: \"predicate ==\"}}]}]}", "spec.authorities[0].attestations[0].policy.data")]
    public void Contradictions_are_refused_at_their_place(string document, string path)
    {
        var errors = new ManifestErrors("d.yaml");
        _ = Read(document, errors);
        Assert.Equal(path, Assert.Single(errors.ToImmutable()).Path);
    }

    [Fact]
    public void No_mutation_makes_a_reader_throw()
    {
        string[] texts = [.. " {}[]:,\"'-*&!|>\n#0azA\0\u00e9".Select(c => c.ToString()), "null", "[]", "{}", "true", "7", "''", "*a", "projects/"];
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 2_000], Gen.Int[0, texts.Length - 1], Gen.Int[0, 12]).Sample((which, at, text, removed) =>
        {
            var document = Valid[which];
            var place = at % document.Length;
            var mutated = document.Remove(place, Math.Min(removed, document.Length - place)).Insert(place, texts[text]);
            _ = Read(mutated, new("d.yaml"));
        }, iter: 3_000);
    }

    private static System.Collections.Immutable.ImmutableArray<ManifestDocument> Read(string document, ManifestErrors errors) =>
        new ManifestKinds(PolicyKinds.All).Read(Encoding.UTF8.GetBytes(document), new(), errors);
}
