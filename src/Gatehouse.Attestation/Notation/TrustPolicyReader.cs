using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>JSON to <see cref="TrustPolicyDocument"/>.</summary>
internal static partial class TrustPolicyReader
{
    private const int MaximumStatements = 1000;
    private const int MaximumIdentities = 200;
    private static readonly string[] TrustMembers = ["trustStores", "trustedIdentities"];
    private static readonly string[] MandatoryTypes = ["C", "ST", "O"];

    public static Outcome<TrustPolicyDocument> Read(TrustPolicyKind kind, ReadOnlySpan<byte> json, NotationLimits limits) =>
        StrictJson.ReadObject(json, reader => ReadDocument(kind, reader), new JsonLimits { SizeBytes = limits.SizeBytes, Depth = 16 });

    private static TrustPolicyDocument ReadDocument(TrustPolicyKind kind, JsonObjectReader json)
    {
        RefuseOthers(json, "version", "trustPolicies");
        if (json.RequiredString("version") is { Length: > 0 } version && version != "1.0")
        {
            json.Refuse("version", $"is \"{Shown.Of(version)}\", only 1.0 is known");
        }
        ImmutableArray<TrustPolicyStatement> statements = [.. json.Objects("trustPolicies", MaximumStatements).Select(s => ReadStatement(kind, s))];
        if (statements.IsEmpty)
        {
            json.Refuse("trustPolicies", "has no statement");
        }
        RefuseRepeated(json, "two statements are named", statements.Select(s => s.Name));
        RefuseRepeated(json, "two statements have the scope", statements.SelectMany(s => s.RegistryScopes.Distinct()));
        if (statements.Count(s => s.IsGlobal) > 1)
        {
            json.Refuse("trustPolicies", "has more than one global statement");
        }
        return new(kind, statements);
    }

    private static TrustPolicyStatement ReadStatement(TrustPolicyKind kind, JsonObjectReader json)
    {
        RefuseOthers(json, "name", kind is TrustPolicyKind.Oci ? "registryScopes" : "globalPolicy", "signatureVerification", "trustStores", "trustedIdentities");
        if (json.RequiredString("name") is "" && json.Has("name"))
        {
            json.Refuse("name", "is empty");
        }
        var scopes = kind is TrustPolicyKind.Oci ? ReadScopes(json) : [];
        var isGlobal = kind is TrustPolicyKind.Oci ? scopes is ["*"] : json.OptionalBoolean("globalPolicy") ?? false;
        var verification = json.RequiredObject("signatureVerification");
        var level = verification is null ? VerificationLevel.Strict : VerificationLevelReader.Read(verification);
        var statement = new TrustPolicyStatement(json.RequiredString("name"))
        {
            RegistryScopes = isGlobal ? [] : scopes,
            IsGlobal = isGlobal,
            Level = level,
            VerifyTimestamp = verification is null ? default : ReadTimestampUse(verification),
        };
        return level.SkipsAll ? CheckSkipping(json, statement) : ReadTrust(json, statement);
    }

    private static TrustPolicyStatement CheckSkipping(JsonObjectReader json, TrustPolicyStatement statement)
    {
        if (statement.IsGlobal)
        {
            json.Refuse("signatureVerification.level", "skip cannot apply to everything");
        }
        foreach (var name in TrustMembers.Where(n => !json.Strings(n).IsEmpty))
        {
            json.Refuse(name, "has no meaning under the level skip");
        }
        return statement;
    }

    private static TrustPolicyStatement ReadTrust(JsonObjectReader json, TrustPolicyStatement statement)
    {
        var stores = ImmutableArray.CreateBuilder<TrustStoreName>();
        foreach (var (text, i) in json.Strings("trustStores", 100).Select((s, i) => (s, i)))
        {
            if (TrustStoreName.TryParse(text, out var store))
            {
                stores.Add(store);
            }
            else
            {
                json.Refuse($"trustStores[{i}]", $"\"{Shown.Of(text)}\" is not ca:, signingAuthority: or tsa: and a name of letters, digits, _, . and -");
            }
        }
        if (json.Strings("trustStores", 100).IsEmpty)
        {
            json.Refuse("trustStores", "is missing or empty");
        }
        var (any, identities) = ReadIdentities(json);
        return statement with { TrustStores = stores.ToImmutable(), TrustsAnyIdentity = any, TrustedIdentities = identities };
    }

    private static (bool Any, ImmutableArray<DistinguishedName> Names) ReadIdentities(JsonObjectReader json)
    {
        var texts = json.Strings("trustedIdentities", MaximumIdentities);
        if (texts.IsEmpty)
        {
            json.Refuse("trustedIdentities", "is missing or empty");
        }
        if (texts.Contains("*"))
        {
            if (texts.Length > 1)
            {
                json.Refuse("trustedIdentities", "has * beside other entries");
            }
            return (texts.Length == 1, []);
        }
        var names = ImmutableArray.CreateBuilder<DistinguishedName>();
        for (var i = 0; i < texts.Length; i++)
        {
            if (ReadIdentity(json, $"trustedIdentities[{i}]", texts[i]) is { } name)
            {
                names.Add(name);
            }
        }
        RefuseOverlaps(json, names);
        return (false, names.ToImmutable());
    }

    private static DistinguishedName? ReadIdentity(JsonObjectReader json, string place, string text)
    {
        const string prefix = "x509.subject:";
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            json.Refuse(place, $"\"{Shown.Of(text)}\" is neither * nor x509.subject: and a distinguished name");
            return null;
        }
        var parsed = DistinguishedName.Parse(text[prefix.Length..]);
        foreach (var failure in parsed.Succeeded ? [] : parsed.Failures)
        {
            json.Refuse(place, failure.Text);
        }
        foreach (var type in MandatoryTypes.Where(t => parsed.Succeeded && parsed.Found.Find(t) is null))
        {
            json.Refuse(place, $"lacks {type}; C, ST and O are mandatory");
        }
        return parsed.Found;
    }

    private static void RefuseOverlaps(JsonObjectReader json, IReadOnlyList<DistinguishedName> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            for (var j = i + 1; j < names.Count; j++)
            {
                if (names[i].IsPartOf(names[j]) || names[j].IsPartOf(names[i]))
                {
                    json.Refuse("trustedIdentities", $"\"{Shown.Of(names[i].ToString())}\" and \"{Shown.Of(names[j].ToString())}\" overlap");
                }
            }
        }
    }

    private static ImmutableArray<string> ReadScopes(JsonObjectReader json)
    {
        var scopes = json.Strings("registryScopes", 1000);
        if (scopes.IsEmpty)
        {
            json.Refuse("registryScopes", "is missing or empty");
        }
        if (scopes.Length > 1 && scopes.Contains("*"))
        {
            json.Refuse("registryScopes", "has * beside other entries");
        }
        for (var i = 0; i < scopes.Length; i++)
        {
            if (scopes[i] != "*" && (scopes[i].Length > 512 || !ScopePattern.IsMatch(scopes[i])))
            {
                json.Refuse($"registryScopes[{i}]", $"\"{Shown.Of(scopes[i])}\" is neither * nor registry/repository without tag, digest and wildcard");
            }
        }
        return scopes;
    }

    private static TimestampUse ReadTimestampUse(JsonObjectReader verification)
    {
        switch (verification.OptionalString("verifyTimestamp"))
        {
            case null or "always":
                return TimestampUse.Always;
            case "afterCertExpiry":
                return TimestampUse.AfterCertificateExpiry;
            default:
                verification.Refuse("verifyTimestamp", "is neither always nor afterCertExpiry");
                return TimestampUse.Always;
        }
    }

    private static void RefuseRepeated(JsonObjectReader json, string what, IEnumerable<string> texts)
    {
        foreach (var repeated in texts.GroupBy(t => t, StringComparer.Ordinal).Where(g => g.Count() > 1 && g.Key.Length > 0))
        {
            json.Refuse("trustPolicies", $"{what} \"{Shown.Of(repeated.Key)}\"");
        }
    }

    internal static void RefuseOthers(JsonObjectReader json, params string[] known)
    {
        foreach (var member in json.Element.EnumerateObject().Select(m => m.Name).Where(n => !known.Contains(n)))
        {
            json.Refuse(Shown.Of(member), $"is not a member here; known are {string.Join(", ", known)}");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*(:[0-9]{1,5})?(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ScopePattern { get; }
}
