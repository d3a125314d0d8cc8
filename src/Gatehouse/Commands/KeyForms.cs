using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Host.Commands;

/// <summary>A public key by every id that records, policies and other tools have for it. The first one names it here.</summary>
internal sealed record KeyForms(string Kind, ImmutableArray<(string Form, string Id)> Ids)
{
    private const string PgpSecret = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
    private const string PgpPublic = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private const string PrivatePem = "PRIVATE KEY-----";

    public string Id => Ids[0].Id;

    /// <summary>One key, private or public, or several public ones in PEM.</summary>
    public static Outcome<ImmutableArray<KeyForms>> Read(string text, string password, DateTimeOffset now)
    {
        if (text.TrimStart().StartsWith(PgpSecret, StringComparison.Ordinal))
        {
            return PgpSecretKey.Parse(text, password, now).Then(key => One(key, k => Of(k.Certificate)));
        }

        return text.Contains(PrivatePem, StringComparison.Ordinal) ? PrivateKey.FromPem(text, password).Then(key => One(key, k => Of(k.PublicKey))) : ReadPublic(text);
    }

    public static Outcome<ImmutableArray<KeyForms>> ReadPublic(string text) => text.TrimStart().StartsWith(PgpPublic, StringComparison.Ordinal)
        ? PgpPublicKey.Parse(text).Then<ImmutableArray<KeyForms>>(key => ImmutableArray.Create(Of(key)))
        : PublicKeys.FromPem(text).Then<ImmutableArray<KeyForms>>(keys => keys.Select(k => Of(k)).ToImmutableArray());

    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["ids"] = new JsonArray([.. Ids.Select(i => new JsonObject { ["form"] = i.Form, ["id"] = i.Id })]),
    };

    private static Outcome<ImmutableArray<KeyForms>> One<T>(T secret, Func<T, KeyForms> describe)
        where T : IDisposable
    {
        using (secret)
        {
            return ImmutableArray.Create(describe(secret));
        }
    }

    private static KeyForms Of(PublicKey key) => new(key.Kind is KeyKind.Rsa ? $"Rsa{key.SizeBits}" : key.Kind.ToString(),
    [
        ("ni", key.Id),
        ("sha256", Convert.ToHexStringLower(SHA256.HashData(key.SubjectPublicKeyInfo.Span))),
        ("hint", BundleWriter.Hint(key)),
    ]);

    private static KeyForms Of(PgpPublicKey key) => new("OpenPgp",
    [
        ("fingerprint", key.Fingerprint),
        ("keyId", key.Fingerprint[^16..]),
        .. key.Fingerprints.Skip(1).Select(f => ("subkey", f)),
        .. key.UserIds.Select(u => ("user", u)),
    ]);
}
