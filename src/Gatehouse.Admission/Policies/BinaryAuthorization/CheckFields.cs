using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;
using Gatehouse.Attestation.Keys;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.BinaryAuthorization;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies.BinaryAuthorization;

/// <summary>The checks of a platform policy, each with its requirement.</summary>
internal static class CheckFields
{
    private const int MostProjects = 10;
    private const int LargestAgeDays = 36_500;
    private static readonly LimitWords Words = new("maximumFixableSeverity", "maximumUnfixableSeverity", "allowedCves", true);
    private static readonly ImmutableArray<string> Severities = ["BLOCK_ALL", "MINIMAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "ALLOW_ALL"];

    /// <summary>Id of what Google calls <c>GOOGLE_CLOUD_BUILD</c>.</summary>
    private const string CloudBuild = "https://cloudbuild.googleapis.com/GoogleHostedWorker";

    private static readonly ImmutableArray<(string Field, CheckType Type, Func<FieldReader, Requirement?> Read)> Checks =
    [
        ("simpleSigningAttestationCheck", CheckType.SimpleSigningAttestation, ReadSimpleSigning),
        ("trustedDirectoryCheck", CheckType.TrustedDirectory, ReadTrustedDirectory),
        ("imageFreshnessCheck", CheckType.ImageFreshness, ReadFreshness),
        ("vulnerabilityCheck", CheckType.Vulnerability, ReadVulnerability),
        ("slsaCheck", CheckType.Slsa, ReadSlsa),
        ("sigstoreSignatureCheck", CheckType.SigstoreSignature, ReadSigstore),
    ];

    public static Check? Read(FieldReader fields)
    {
        var name = fields.Text("displayName") ?? "";
        var exempt = BinaryAuthorizationDocuments.ReadAllowlist(fields);
        var found = new List<(CheckType Type, Requirement? Requirement)>();
        if (fields.Has("alwaysDeny"))
        {
            found.Add((CheckType.AlwaysDeny, ReadAlwaysDeny(fields)));
        }

        foreach (var (field, type, read) in Checks)
        {
            if (fields.Mapping(field) is { } body)
            {
                found.Add((type, read(body)));
                body.Finish();
            }
        }

        fields.Finish();
        if (found.Count != 1)
        {
            fields.Error("", $"exactly one of alwaysDeny, {string.Join(", ", Checks.Select(c => c.Field))} is expected, and there are {found.Count}");
        }

        return found is [(var only, { } requirement)] ? new(name, only, exempt, requirement) : null;
    }

    private static Requirement ReadAlwaysDeny(FieldReader fields)
    {
        if (fields.Boolean("alwaysDeny") == false)
        {
            fields.Error("alwaysDeny", "true is expected; leave the check out where it should not deny");
        }

        return new Requirement.Always(false);
    }

    private static Requirement ReadSimpleSigning(FieldReader fields)
    {
        var sources = ReadProjects(fields, "containerAnalysisAttestationProjects");
        var authenticators = fields.Mappings("attestationAuthenticators");
        var keys = authenticators.SelectMany(ReadAuthenticator).ToImmutableArray();
        RequireSome(fields, "attestationAuthenticators", authenticators.Length);
        return new Requirement.Signature(new() { KeyIds = [.. keys.Select(k => k.Id)], Keys = keys, Sources = sources });
    }

    private static IEnumerable<PublicKey> ReadAuthenticator(FieldReader fields)
    {
        _ = fields.Text("displayName");
        var set = fields.Mapping("pkixPublicKeySet");
        var keys = set?.Mappings("pkixPublicKeys") ?? [];
        set?.Finish();
        fields.Finish();
        RequireSome(set ?? fields, set is null ? "pkixPublicKeySet" : "pkixPublicKeys", keys.Length);
        return [.. keys.Select(k => KeyFields.ReadPkix(k, k.Text("keyId") ?? "")?.Key).OfType<PublicKey>()];
    }

    private static Requirement ReadTrustedDirectory(FieldReader fields)
    {
        var patterns = ImmutableArray.CreateBuilder<TrustedDirectoryPattern>();
        var texts = fields.Texts("trustedDirPatterns");
        foreach (var (i, text) in texts.Index())
        {
            if (TrustedDirectoryPattern.TryParse(text, out var pattern, out var error))
            {
                patterns.Add(pattern);
            }
            else
            {
                fields.Error($"trustedDirPatterns[{i}]", $"\"{text}\": {error}");
            }
        }

        RequireSome(fields, "trustedDirPatterns", texts.Length);
        return new Requirement.TrustedDirectory(patterns.ToImmutable());
    }

    private static Requirement ReadFreshness(FieldReader fields)
    {
        var days = fields.Integer("maxUploadAgeDays", 1, LargestAgeDays);
        if (days is null && !fields.Has("maxUploadAgeDays"))
        {
            fields.Error("maxUploadAgeDays", "a number of days above 0 is expected");
        }

        return new Requirement.Freshness(TimeSpan.FromDays(days ?? 0));
    }

    private static Requirement ReadVulnerability(FieldReader fields)
    {
        _ = ReadProjects(fields, "containerAnalysisVulnerabilityProjects");
        return new Requirement.Vulnerability(new()
        {
            Words = Words,
            Fixable = ReadSeverity(fields, "maximumFixableSeverity"),
            Unfixable = ReadSeverity(fields, "maximumUnfixableSeverity"),
            AllowedIds = ReadIds(fields, "allowedCves"),
            BlockedIds = ReadIds(fields, "blockedCves"),
            RequireScan = true,
        });
    }

    private static SeverityThreshold ReadSeverity(FieldReader fields, string field)
    {
        var word = fields.Word(field, Severities);
        if (word is null && !fields.Has(field))
        {
            fields.Error(field, $"one of {string.Join(", ", Severities)} is expected");
        }

        return new(word ?? Severities[0]);
    }

    private static FrozenSet<string> ReadIds(FieldReader fields, string field)
    {
        var ids = fields.Texts(field);
        foreach (var (i, id) in ids.Index().Where(id => id.Item.Length == 0 || id.Item.Contains('/')))
        {
            fields.Error($"{field}[{i}]", $"\"{id}\" is no bare id such as CVE-2024-1");
        }

        return [.. ids];
    }

    private static Requirement ReadSlsa(FieldReader fields)
    {
        var rules = fields.Mappings("rules");
        RequireSome(fields, "rules", rules.Length);
        return new Requirement.Any([.. rules.Select(ReadSlsaRule)]);
    }

    private static Requirement ReadSlsaRule(FieldReader rule)
    {
        var builder = rule.Word("trustedBuilder", ["GOOGLE_CLOUD_BUILD"]);
        if (builder is null && !rule.Has("trustedBuilder"))
        {
            rule.Error("trustedBuilder", "GOOGLE_CLOUD_BUILD is expected");
        }

        var source = rule.Mapping("attestationSource");
        ImmutableArray<string> sources = source is null ? [] : ReadProjects(source, "containerAnalysisAttestationProjects");
        source?.Finish();
        var terms = new ProvenanceTerms
        {
            Builders = [CloudBuild],
            RequireConfig = rule.Boolean("configBasedBuildRequired") ?? false,
            Repositories = ReadRepositories(rule),
            Sources = sources,
        };
        rule.Finish();
        return new Requirement.Provenance(terms);
    }

    private static ImmutableArray<SourceRepositoryPattern> ReadRepositories(FieldReader rule)
    {
        var patterns = ImmutableArray.CreateBuilder<SourceRepositoryPattern>();
        foreach (var (i, text) in rule.Texts("trustedSourceRepoPatterns").Index())
        {
            if (SourceRepositoryPattern.TryParse(text, out var pattern, out var error))
            {
                patterns.Add(pattern);
            }
            else
            {
                rule.Error($"trustedSourceRepoPatterns[{i}]", $"\"{text}\": {error}");
            }
        }

        return patterns.ToImmutable();
    }

    private static Requirement ReadSigstore(FieldReader fields)
    {
        var authorities = fields.Mappings("sigstoreAuthorities");
        RequireSome(fields, "sigstoreAuthorities", authorities.Length);
        var keys = authorities.SelectMany(ReadSigstoreAuthority).ToImmutableArray();
        return new Requirement.Signature(new() { KeyIds = [.. keys.Select(k => k.Id)], Keys = keys, Sources = [""] });
    }

    private static IEnumerable<PublicKey> ReadSigstoreAuthority(FieldReader fields)
    {
        _ = fields.Text("displayName");
        var set = fields.Mapping("publicKeySet");
        var entries = set?.Mappings("publicKeys") ?? [];
        set?.Finish();
        fields.Finish();
        RequireSome(set ?? fields, set is null ? "publicKeySet" : "publicKeys", entries.Length);
        return [.. entries.Select(ReadSigstoreKey).OfType<PublicKey>()];
    }

    private static PublicKey? ReadSigstoreKey(FieldReader entry)
    {
        var key = KeyFields.ReadPem(entry, "publicKeyPem");
        entry.Finish();
        return key;
    }

    private static ImmutableArray<string> ReadProjects(FieldReader fields, string field)
    {
        var projects = fields.Texts(field);
        if (projects.Length > MostProjects)
        {
            fields.Error(field, $"at most {MostProjects} projects are expected, and there are {projects.Length}");
        }

        foreach (var (i, project) in projects.Index().Where(p => !ProjectName.TryParse(p.Item, out _)))
        {
            fields.Error($"{field}[{i}]", $"\"{project}\" is not of the form {ProjectName.Form}");
        }

        return projects;
    }

    private static void RequireSome(FieldReader fields, string field, int count)
    {
        if (count == 0)
        {
            fields.Error(field, "at least one is expected");
        }
    }
}
