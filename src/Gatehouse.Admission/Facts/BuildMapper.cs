using System.Text.Json;
using Gatehouse.Attestation.Predicates;
using Gatehouse.Attestation.Statements;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Facts;

/// <summary>What verified statements claim of builds and of earlier verifications (SLSA provenance 0.2 and 1, verification summaries). What cannot be read claims nothing.</summary>
internal static class BuildMapper
{
    private const string Git = "git+";

    public static ImageFacts AddClaims(ImageFacts facts)
    {
        var claims = facts.Statements.Select(s => (s.Signer, Claim: Read(s))).Where(c => c.Claim is not null).ToArray();
        return facts with
        {
            Builds = [.. facts.Builds, .. claims.Select(c => BuildOf(c.Signer, c.Claim!)).OfType<VerifiedBuild>()],
            Summaries = [.. facts.Summaries, .. claims.Select(c => c.Claim is VerificationSummary s ? new VerifiedSummary(c.Signer, s.VerifierId, s.ResourceUri, s.IsPassed, s.VerifiedLevels, s.TimeVerified) : null).OfType<VerifiedSummary>()],
        };
    }

    private static Predicate? Read(VerifiedStatement statement) =>
        Statement.Parse(JsonSerializer.SerializeToUtf8Bytes(statement.Content)).Found is { } read ? Predicate.Read(read).Found : null;

    private static VerifiedBuild? BuildOf(VerifiedSigner signer, Predicate claim) => claim switch
    {
        ProvenanceV02 old => Build(signer, old.BuilderId, old.ConfigSource?.Uri ?? old.Materials.FirstOrDefault()?.Uri ?? "", old.EntryPoint.Length > 0),
        ProvenanceV1 current => BuildOf(signer, current),
        _ => null,
    };

    /// <summary>The builders of the SLSA framework name a source, GitHub's own action a workflow in a repository, Cloud Build a configuration of the source.</summary>
    private static VerifiedBuild BuildOf(VerifiedSigner signer, ProvenanceV1 provenance)
    {
        var parameters = provenance.ExternalParameters is { ValueKind: JsonValueKind.Object } given ? given : default;
        var workflow = Find(parameters, "workflow");
        if (Text(workflow, "repository") is { Length: > 0 } repository)
        {
            return new() { Signer = signer, Builder = provenance.BuilderId, Repository = repository, Reference = Text(workflow, "ref"), IsConfigBased = Text(workflow, "path").Length > 0 };
        }

        var source = Find(parameters, "source");
        var uri = source.ValueKind == JsonValueKind.String ? source.GetString()! : Text(source, "uri");
        var config = Find(parameters, "buildConfigSource");
        var isConfigBased = Text(config, "path").Length > 0 || Find(parameters, "entryPoint").ValueKind == JsonValueKind.String;
        return Build(signer, provenance.BuilderId, uri.Length > 0 ? uri : Text(config, "repository") is { Length: > 0 } configured ? configured + At(Text(config, "ref")) : provenance.ResolvedDependencies.FirstOrDefault()?.Uri ?? "", isConfigBased);
    }

    private static VerifiedBuild Build(VerifiedSigner signer, string builder, string uri, bool isConfigBased)
    {
        var plain = uri.StartsWith(Git, StringComparison.Ordinal) ? uri[Git.Length..] : uri;
        var at = plain.LastIndexOf('@');
        return at > plain.IndexOf("://", StringComparison.Ordinal) + 2 && plain.IndexOf('/', plain.IndexOf("://", StringComparison.Ordinal) + 3) is var path and >= 0 && at > path
            ? new() { Signer = signer, Builder = builder, Repository = plain[..at], Reference = plain[(at + 1)..], IsConfigBased = isConfigBased }
            : new() { Signer = signer, Builder = builder, Repository = plain, IsConfigBased = isConfigBased };
    }

    private static string At(string reference) => reference.Length == 0 ? "" : "@" + reference;

    private static JsonElement Find(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
