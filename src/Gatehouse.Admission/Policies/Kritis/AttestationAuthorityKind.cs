using System.Collections.Immutable;
using System.Text;
using Gatehouse.Artifacts.Names;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>
/// Kritis's <c>AttestationAuthority</c>. Its PGP keys are base64 of the armored text; <c>publicKeyData</c> is the only key of releases before 0.2. Unlike there a key of the wrong type is
/// refused when it is written, and PKIX keys verify.
/// </summary>
public sealed class AttestationAuthorityKind : PolicyKind<Attestor>
{
    public const string Name = "AttestationAuthority";
    private const string PgpField = "asciiArmoredPgpPublicKey";
    private const string PkixField = "pkixPublicKey";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => KritisDocuments.ApiVersions;

    protected override Attestor? Read(ManifestKey key, FieldReader root)
    {
        if (KritisDocuments.Spec(root, "{noteReference: projects/P/notes/N, publicKeys: []}") is not { } spec)
        {
            return null;
        }

        var isNote = NoteName.TryParse(spec.Text("noteReference"), out var note) && note.Location.Length == 0;
        if (!isNote)
        {
            spec.Error("noteReference", $"a note is expected, {NoteName.Form}");
        }

        spec.Ignore("privateKeySecretName");
        var keys = ReadKeys(spec);
        spec.Finish();
        return isNote ? new(key.Name, note.ToString(), keys) : null;
    }

    private static ImmutableArray<AttestorKey> ReadKeys(FieldReader spec)
    {
        var old = spec.Text("publicKeyData");
        var entries = spec.Mappings("publicKeys");
        if (old is not null && spec.Has("publicKeys"))
        {
            spec.Error("publicKeyData", "is the old form of publicKeys, which are also given; keep one of them");
        }

        var keys = entries.Select(ReadKey).ToList();
        if (old is { Length: > 0 })
        {
            keys.Add(ReadPgp(spec, "publicKeyData", old));
        }

        if (keys.Count == 0)
        {
            spec.Warn("publicKeys", "an authority without public keys can never attest an image");
        }

        foreach (var twice in keys.OfType<AttestorKey>().Where(k => k.Id.Length > 0).GroupBy(k => k.Id).Where(g => g.Count() > 1))
        {
            spec.Error("publicKeys", $"two keys have the id \"{twice.Key}\"");
        }

        return [.. keys.OfType<AttestorKey>()];
    }

    private static AttestorKey? ReadKey(FieldReader entry)
    {
        var type = entry.Text("keyType");
        var id = entry.Text("keyId") ?? "";
        AttestorKey? key = null;
        switch (type)
        {
            case "PGP":
                key = ReadPgp(entry, id);
                break;
            case "PKIX":
                key = ReadPkix(entry, id);
                break;
            default:
                entry.Ignore(PgpField, PkixField);
                entry.Error("keyType", $"\"{type}\" is neither PGP nor PKIX");
                break;
        }

        entry.Finish();
        return key;
    }

    private static AttestorKey? ReadPgp(FieldReader entry, string id)
    {
        var text = entry.Text(PgpField);
        Exclude(entry, PkixField, "PGP");
        if (text is not { Length: > 0 })
        {
            entry.Error(PgpField, "a PGP key is expected, as base64 of its armored text");
            return null;
        }

        var key = ReadPgp(entry, PgpField, text);
        if (key is not null && id.Length > 0 && id != key.Id)
        {
            entry.Warn("keyId", $"the id of a PGP key is its fingerprint, {key.Id}, which is used");
        }

        return key;
    }

    private static AttestorKey? ReadPgp(FieldReader fields, string name, string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            fields.Error(name, text.Contains("BEGIN PGP", StringComparison.Ordinal) ? "the armored text itself; here it has to be encoded once more, as base64" : "no base64");
            return null;
        }

        return KeyFields.ReadPgp(fields, name, Encoding.UTF8.GetString(bytes, 0, length));
    }

    private static AttestorKey.Pkix? ReadPkix(FieldReader entry, string id)
    {
        Exclude(entry, PgpField, "PKIX");
        if (id.Length > 0 && !KeyFields.IsUri(id))
        {
            entry.Error("keyId", "the id of a PKIX key is a URI (RFC 3986), or left out");
        }

        if (entry.Mapping(PkixField) is { } pkix)
        {
            return KeyFields.ReadPkix(pkix, id);
        }

        entry.Error(PkixField, "a PKIX key is expected, {publicKeyPem, signatureAlgorithm}");
        return null;
    }

    private static void Exclude(FieldReader entry, string field, string type)
    {
        if (entry.Has(field))
        {
            entry.Error(field, $"does not go with keyType {type}");
        }

        entry.Ignore(field);
    }
}
