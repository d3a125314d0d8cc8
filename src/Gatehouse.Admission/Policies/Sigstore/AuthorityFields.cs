using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Artifacts.Content;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Sigstore;

namespace Gatehouse.Admission.Policies.Sigstore;

/// <summary>One authority of a cluster image policy.</summary>
internal static partial class AuthorityFields
{
    private const string PublicAuthority = "https://fulcio.sigstore.dev";

    public static ImageAuthority? Read(FieldReader fields, int index)
    {
        var name = fields.Text("name") is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"authority-{index}");
        var (key, keyless, @static) = (fields.Mapping("key"), fields.Mapping("keyless"), fields.Mapping("static"));
        var log = ReadReference(fields, "ctlog", true);
        var timestamp = ReadReference(fields, "rfc3161timestamp", false);
        var (repository, prefix) = ReadSource(fields);
        var statements = fields.Mappings("attestations").Select(StatementFields.Read).OfType<RequiredStatement>().ToImmutableArray();
        _ = fields.Word("signatureFormat", ["legacy", "bundle"]);
        fields.Finish();
        switch (key, keyless, @static)
        {
            case ({ } only, null, null):
                var keys = KeySourceFields.Read(only);
                var byKey = new SignerTerms
                {
                    KeyIds = keys?.Ids ?? [],
                    Keys = (keys as KeySource.Inline)?.Keys ?? [],
                    RequireLog = log && !timestamp,
                    RequireTimestamp = timestamp,
                    Sources = repository.Length == 0 ? [] : [repository],
                };
                return new() { Name = name, Signer = byKey, Keys = keys, Repository = repository, TagPrefix = prefix, Statements = statements };
            case (null, { } only, null):
                var byIdentity = ReadKeyless(only, log, timestamp) with { Sources = repository.Length == 0 ? [] : [repository] };
                return new() { Name = name, Signer = byIdentity, Repository = repository, TagPrefix = prefix, Statements = statements };
            case (null, null, { } only):
                CheckStatic(fields);
                return ReadStatic(name, only);
            default:
                Skip(key, keyless, @static);
                fields.Error("", "exactly one of key, keyless and static is expected");
                return null;
        }
    }

    private static void Skip(params ReadOnlySpan<FieldReader?> readers)
    {
        foreach (var reader in readers)
        {
            reader?.Ignore([.. reader.Keys]);
        }
    }

    /// <returns>Whether it is there.</returns>
    private static bool ReadReference(FieldReader fields, string field, bool hasUrl)
    {
        if (fields.Mapping(field) is not { } reference)
        {
            return false;
        }

        _ = reference.Text("trustRootRef");
        if (hasUrl)
        {
            CheckUrl(reference, "url", reference.Text("url"));
        }

        reference.Finish();
        return true;
    }

    private static ImageAuthority ReadStatic(string name, FieldReader fields)
    {
        var action = fields.Word("action", ["pass", "fail"]);
        if (action is null && (!fields.Has("action") || fields.Text("action") is ""))
        {
            fields.Error("action", "pass or fail is expected");
        }

        var message = fields.Text("message") ?? "";
        fields.Finish();
        return new() { Name = name, IsPass = action == "pass", Message = message };
    }

    private static void CheckStatic(FieldReader fields)
    {
        foreach (var field in (string[])["attestations", "source", "ctlog", "rfc3161timestamp"])
        {
            if (fields.Has(field))
            {
                fields.Error(field, "does not go with static, which verifies nothing");
            }
        }
    }

    private static SignerTerms ReadKeyless(FieldReader fields, bool log, bool timestamp)
    {
        var url = fields.Text("url");
        var root = fields.Text("trustRootRef") ?? "";
        var certificate = fields.Mapping("ca-cert") is { } reference ? KeySourceFields.Read(reference) : null;
        _ = fields.Boolean("insecureIgnoreSCT");
        var identities = fields.Mappings("identities");
        if (identities.IsEmpty)
        {
            fields.Error("identities", "at least one identity is expected: anybody can get a certificate");
        }

        if (url is not null && fields.Has("ca-cert"))
        {
            fields.Error("ca-cert", "goes without url");
        }

        CheckUrl(fields, "url", url);
        var terms = new SignerTerms
        {
            Identities = [.. identities.Select(ReadIdentity).OfType<IdentityTerm>()],
            TrustRoot = root.Length > 0 ? root : certificate is not null ? string.Join(' ', certificate.Ids) : url ?? PublicAuthority,
            RequireLog = !timestamp && (log || root.Length == 0),
            RequireTimestamp = timestamp,
            RequireTime = true,
        };
        fields.Finish();
        return terms;
    }

    private static IdentityTerm? ReadIdentity(FieldReader fields)
    {
        var issuer = ReadTerm(fields, "issuer", "issuerRegExp");
        var subject = ReadTerm(fields, "subject", "subjectRegExp");
        fields.Finish();
        return issuer is null || subject is null ? null : new(issuer, subject);
    }

    private static TextTerm? ReadTerm(FieldReader fields, string exact, string expression)
    {
        var text = fields.Text(exact) ?? "";
        var pattern = fields.Text(expression) ?? "";
        if ((text.Length > 0) == (pattern.Length > 0))
        {
            fields.Error(exact, $"exactly one of {exact} and {expression} is expected");
        }

        if (pattern.Length == 0)
        {
            return text.Length > 0 ? TextTerm.Exactly(text) : null;
        }

        if (!TextTerm.TryParse(pattern, out var term, out var error))
        {
            fields.Error(expression, $"\"{pattern}\" is no regular expression: {error}");
            return null;
        }

        if (!pattern.StartsWith('^') || !pattern.EndsWith('$'))
        {
            fields.Warn(expression, "is looked for anywhere in the text; put it between ^ and $ to mean the whole");
        }

        return term;
    }

    private static (string Repository, string TagPrefix) ReadSource(FieldReader fields)
    {
        var sources = fields.Mappings("source");
        if (sources.Length > 1)
        {
            fields.Error("source", "one source is expected at most");
        }

        return sources.Select(ReadSource).ToArray().FirstOrDefault(("", ""));

        static (string, string) ReadSource(FieldReader source)
        {
            var oci = source.Text("oci") ?? "";
            var prefix = source.Text("tagPrefix") ?? "";
            foreach (var secret in source.Mappings("signaturePullSecrets"))
            {
                if (secret.Text("name") is null or "")
                {
                    secret.Error("name", "the name of a Secret is expected");
                }

                secret.Finish();
            }

            source.Finish();
            if (oci.Length > 0 && !IsRepository(oci))
            {
                source.Error("oci", $"\"{oci}\" is neither a registry nor a repository in one");
            }

            return (oci, prefix);
        }
    }

    private static bool IsRepository(string oci) =>
        Registry.IsMatch(oci) || (oci.IndexOf('/') is var slash and > 0 && oci.AsSpan(0, slash).ContainsAny('.', ':') && ImageReference.TryParse(oci, out var reference) && reference.Tag is null && reference.Digest is null);

    private static void CheckUrl(FieldReader fields, string field, string? url)
    {
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0))
        {
            fields.Error(field, $"\"{url}\" is no http or https URL");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Registry { get; }
}
