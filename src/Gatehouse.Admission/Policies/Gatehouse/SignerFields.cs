using System.Collections.Immutable;
using Gatehouse.Attestation.Keys;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>An entry of <c>signedBy</c>: keys, or identities under a trusted root.</summary>
internal static class SignerFields
{
    /// <summary>What facts call the key of a <c>TrustedKey</c> document, so that a policy can name one that is not there yet.</summary>
    public static string IdOf(string trustedKey) => $"TrustedKey/{trustedKey}";

    public static NamedSigner? Read(FieldReader fields)
    {
        _ = fields.Text("name");
        var keys = ReadKeys(fields);
        var named = fields.Texts("trustedKeys");
        var identities = fields.Mappings("identities").Select(ReadIdentity).OfType<IdentityTerm>().ToImmutableArray();
        var root = fields.Text("trustedRoot") ?? "";
        var (wantsLog, wantsTimestamp) = (fields.Boolean("log") ?? false, fields.Boolean("timestamp") ?? false);
        fields.Finish();
        var isByKey = fields.Has("keys") || !named.IsEmpty;
        if (isByKey == fields.Has("identities"))
        {
            fields.Error("", "exactly one of keys (or trustedKeys) and identities is expected");
            return null;
        }

        if (!isByKey && root.Length == 0)
        {
            fields.Error("trustedRoot", "the name of a TrustedRoot is expected: certificates are good only under one");
        }

        return new(
            new()
            {
                KeyIds = [.. keys.Select(k => k.Id), .. named.Select(IdOf)],
                Keys = keys,
                Identities = identities,
                TrustRoot = root,
                RequireLog = wantsLog,
                RequireTimestamp = wantsTimestamp,
                RequireTime = !isByKey,
            },
            named);
    }

    private static ImmutableArray<PublicKey> ReadKeys(FieldReader fields)
    {
        var keys = ImmutableArray.CreateBuilder<PublicKey>();
        foreach (var (i, pem) in fields.Texts("keys").Index())
        {
            var read = PublicKey.FromPem(pem);
            if (read.Succeeded)
            {
                keys.Add(read.Found);
            }
            else
            {
                fields.Error($"keys[{i}]", string.Join("; ", read.Failures.Select(f => f.Text)));
            }
        }

        return keys.ToImmutable();
    }

    private static IdentityTerm? ReadIdentity(FieldReader fields)
    {
        var issuer = ReadTerm(fields, "issuer", "issuerRegExp");
        var subject = ReadTerm(fields, "subject", "subjectRegExp");
        fields.Finish();
        return issuer is null || subject is null ? null : new(issuer, subject);
    }

    /// <summary>Expressions cover the whole text here: who means a part writes <c>.*</c>.</summary>
    private static TextTerm? ReadTerm(FieldReader fields, string exact, string expression)
    {
        var text = fields.Text(exact) ?? "";
        var pattern = fields.Text(expression) ?? "";
        if ((text.Length > 0) == (pattern.Length > 0))
        {
            fields.Error(exact, $"exactly one of {exact} and {expression} is expected");
            return null;
        }

        if (pattern.Length == 0)
        {
            return TextTerm.Exactly(text);
        }

        if (!TextTerm.TryParse($"^(?:{pattern})$", out var term, out var error))
        {
            fields.Error(expression, $"\"{pattern}\" is no regular expression: {error}");
            return null;
        }

        return term;
    }
}
