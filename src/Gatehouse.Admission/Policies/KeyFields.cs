using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Attestors;
using Gatehouse.Policy.Keys;

namespace Gatehouse.Admission.Policies;

/// <summary>Fields that hold public keys, in whichever document.</summary>
internal static class KeyFields
{
    private const string PgpHeader = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    /// <summary><c>{publicKeyPem, signatureAlgorithm, keyId}</c>.</summary>
    /// <param name="id">What signatures name it by; empty for the id that is computed from the key.</param>
    public static AttestorKey.Pkix? ReadPkix(FieldReader fields, string id)
    {
        var algorithm = ReadAlgorithm(fields);
        var isKey = PublicKeyPem.TryParse(fields.Text("publicKeyPem") ?? "", out var key, out var error);
        fields.Finish();
        if (!isKey)
        {
            fields.Error("publicKeyPem", error);
        }
        else if (algorithm?.Explain(key) is { Length: > 0 } misfit)
        {
            fields.Error("signatureAlgorithm", misfit);
        }

        return isKey && algorithm is not null ? new(id.Length == 0 ? key.Id : id, key, algorithm) : null;
    }

    /// <summary>An armored OpenPGP public key.</summary>
    public static AttestorKey.Pgp? ReadPgp(FieldReader fields, string name, string armored, string id)
    {
        var text = armored.Trim();
        if (!text.StartsWith(PgpHeader, StringComparison.Ordinal))
        {
            fields.Error(name, $"an armored OpenPGP public key is expected, {PgpHeader} first");
            return null;
        }

        return new(id, text);
    }

    /// <summary>Key ids of raw keys are URIs, so that they cannot be mistaken for fingerprints.</summary>
    public static bool IsUri(string id) => Uri.TryCreate(id, UriKind.Absolute, out var uri) && uri.Scheme.Length > 0 && id.Contains(':');

    private static PkixAlgorithm? ReadAlgorithm(FieldReader fields)
    {
        var name = fields.Text("signatureAlgorithm");
        if (PkixAlgorithm.TryParse(name, out var algorithm))
        {
            return algorithm;
        }

        fields.Error("signatureAlgorithm", $"\"{name}\" is none of {string.Join(", ", PkixAlgorithm.Names)}");
        return null;
    }
}
