using System.Collections.Immutable;
using Gatehouse.Attestation.Statements;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Sigstore;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary><c>require</c> of an image policy.</summary>
internal static class RequireFields
{
    private const int LargestAgeDays = 36_500;
    private const int LargestAgeHours = 876_000;

    public static readonly Required Nothing = new([], [], [], []);

    public static Required Read(FieldReader fields)
    {
        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        if (fields.Boolean("digest") ?? true)
        {
            requirements.Add(new Requirement.Digest());
        }

        var attestors = fields.Texts("attestedBy");
        requirements.AddRange(attestors.Select((a, i) => ReadAttestor(fields, a, i)));
        var signers = fields.Mappings("signedBy").Select(SignerFields.Read).OfType<NamedSigner>().ToImmutableArray();
        AddSigners(fields, signers, requirements);
        AddStatements(fields, signers, requirements);
        AddRest(fields, requirements);
        fields.Finish();
        return new(requirements.ToImmutable(), attestors, [.. signers.SelectMany(s => s.TrustedKeys)], [.. signers.Select(s => s.Terms.TrustRoot).Where(r => r.Length > 0)]);
    }

    private static Requirement.AttestedBy ReadAttestor(FieldReader fields, string name, int index)
    {
        var isAttestor = BinaryAuthorization.AttestorKind.IsName(name);
        if (!isAttestor && name.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            fields.Error($"attestedBy[{index}]", $"\"{name}\" is neither NAMESPACE/NAME of an AttestationAuthority nor {BinaryAuthorization.AttestorKind.NameForm}");
        }

        return new(name, isAttestor || !name.Contains('/')
            ? $"have {name} sign the digest with one of its keys, and record that as an occurrence of its note"
            : $"run `gatehouse attest IMAGE --authority {name.Split('/')[1]} --namespace {name.Split('/')[0]} --key KEY`");
    }

    private static void AddSigners(FieldReader fields, ImmutableArray<NamedSigner> signers, ImmutableArray<Requirement>.Builder requirements)
    {
        var count = fields.Integer("atLeast", 1, 1_000);
        if (count > signers.Length)
        {
            fields.Error("atLeast", $"{count} of {signers.Length} signers can never be had");
        }

        ImmutableArray<Requirement> signatures = [.. signers.Select(s => new Requirement.Signature(s.Terms))];
        if (!signatures.IsEmpty)
        {
            requirements.Add(count is { } some && some < signatures.Length ? new Requirement.AtLeast(some, signatures) : new Requirement.All(signatures));
        }
    }

    /// <summary>Statements count when one of the signers of <c>signedBy</c> made them.</summary>
    private static void AddStatements(FieldReader fields, ImmutableArray<NamedSigner> signers, ImmutableArray<Requirement>.Builder requirements)
    {
        var before = requirements.Count;
        Requirement Signed(Func<SignerTerms, Requirement> make) => signers.Length == 1 ? make(signers[0].Terms) : new Requirement.Any([.. signers.Select(s => make(s.Terms))]);
        foreach (var statement in fields.Mappings("statements").Select(ReadStatement).OfType<RequiredStatement>().ToArray())
        {
            requirements.Add(Signed(s => new Requirement.Statement(statement.Name, statement.PredicateType, s, statement.Condition?.Condition)));
        }

        if (fields.Boolean("testsPassed") == true)
        {
            _ = StatementExpression.TryCompile("predicate.result == 'PASSED'", out var passed, out _);
            requirements.Add(Signed(s => new Requirement.Statement("tests", PredicateTypes.TestResult, s, passed)));
        }

        if (fields.Word("sbom", ["any", "spdx", "cyclonedx"]) is { } format)
        {
            var types = format switch { "spdx" => [PredicateTypes.Spdx], "cyclonedx" => [PredicateTypes.CycloneDx], _ => (string[])[PredicateTypes.CycloneDx, PredicateTypes.Spdx] };
            requirements.Add(Signed(s => new Requirement.Any([.. types.Select(t => new Requirement.Statement("bill of materials", t, s, null))])));
        }

        AddBuild(fields, requirements, Signed);
        if (fields.Mapping("slsa") is { } slsa)
        {
            var (verifier, levels, age) = (GatehouseFields.Required(slsa, "verifier", "the id of who verified"), slsa.Texts("levels"), slsa.Integer("maxAgeDays", 1, LargestAgeDays));
            slsa.Finish();
            requirements.Add(Signed(s => new Requirement.Summary(new() { Verifier = verifier, Levels = levels, MaximumAge = age is { } days ? TimeSpan.FromDays(days) : null, Signer = s })));
        }

        if (requirements.Count > before && signers.IsEmpty)
        {
            fields.Error("signedBy", "is expected beside statements, testsPassed, sbom, builtBy and slsa: it says whose statements count");
        }
    }

    private static void AddBuild(FieldReader fields, ImmutableArray<Requirement>.Builder requirements, Func<Func<SignerTerms, Requirement>, Requirement> signed)
    {
        var builders = fields.Texts("builtBy");
        var source = fields.Mapping("source");
        var repositories = source is null ? [] : Repositories(source);
        var reference = source?.Text("ref") ?? "";
        source?.Finish();
        if (source is not null && builders.IsEmpty)
        {
            fields.Error("builtBy", "is expected beside source: whoever builds says what it was built from");
        }

        if (!builders.IsEmpty)
        {
            requirements.Add(signed(s => new Requirement.Provenance(new() { Builders = builders, Repositories = repositories, Reference = reference, Signer = s })));
        }
    }

    private static ImmutableArray<SourceRepositoryPattern> Repositories(FieldReader source)
    {
        var patterns = ImmutableArray.CreateBuilder<SourceRepositoryPattern>();
        foreach (var (i, text) in source.Texts("repositories").Index())
        {
            if (SourceRepositoryPattern.TryParse(text, out var pattern, out var error))
            {
                patterns.Add(pattern);
            }
            else
            {
                source.Error($"repositories[{i}]", $"\"{text}\": {error}");
            }
        }

        return patterns.ToImmutable();
    }

    private static RequiredStatement? ReadStatement(FieldReader fields)
    {
        var type = PredicateTypes.Expand(GatehouseFields.Required(fields, "type", "a predicate type, or cosign's short name for one,"));
        var name = fields.Text("name") is { Length: > 0 } given ? given : type;
        var text = fields.Text("condition") ?? "";
        fields.Finish();
        if (text.Length == 0)
        {
            return new(name, type, null);
        }

        if (!StatementExpression.TryCompile(text, out var condition, out var error))
        {
            fields.Error("condition", error);
            return null;
        }

        return new(name, type, new(ExpressionPolicy.Cel, text, "", condition));
    }

    private static void AddRest(FieldReader fields, ImmutableArray<Requirement>.Builder requirements)
    {
        if (fields.Integer("maxImageAgeDays", 1, LargestAgeDays) is { } days)
        {
            requirements.Add(new Requirement.Freshness(TimeSpan.FromDays(days)));
        }

        if (fields.Integer("scannedWithinHours", 1, LargestAgeHours) is { } hours)
        {
            requirements.Add(new Requirement.ScannedWithin(TimeSpan.FromHours(hours)));
        }

        var directories = ImmutableArray.CreateBuilder<TrustedDirectoryPattern>();
        foreach (var (i, text) in fields.Texts("trustedDirectories").Index())
        {
            if (TrustedDirectoryPattern.TryParse(text, out var pattern, out var error))
            {
                directories.Add(pattern);
            }
            else
            {
                fields.Error($"trustedDirectories[{i}]", $"\"{text}\": {error}");
            }
        }

        if (directories.Count > 0)
        {
            requirements.Add(new Requirement.TrustedDirectory(directories.ToImmutable()));
        }
    }

    /// <param name="Attestors">As the policy names them.</param>
    internal sealed record Required(ImmutableArray<Requirement> Requirements, ImmutableArray<string> Attestors, ImmutableArray<string> TrustedKeys, ImmutableArray<string> TrustedRoots);
}
