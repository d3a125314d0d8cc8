using Gatehouse.Attestation.Attestors;
using Gatehouse.Attestation.Keys;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Policies;

/// <summary>Fields that hold public keys, in whichever document.</summary>
internal static class KeyFields
{
    /// <summary><c>{publicKeyPem, signatureAlgorithm}</c>.</summary>
    /// <param name="id">What signatures name it by; empty for the id that is computed from the key.</param>
    public static AttestorKey.Pkix? ReadPkix(FieldReader fields, string id)
    {
        var key = ReadPem(fields, "publicKeyPem");
        var algorithm = ReadAlgorithm(fields);
        fields.Finish();
        if (key is not null && algorithm?.Mismatch(key) is { } mismatch)
        {
            fields.Error("signatureAlgorithm", mismatch.Text);
        }

        return key is null || algorithm is null ? null : new(id.Length == 0 ? key.Id : id, key, algorithm);
    }

    /// <summary>An armored OpenPGP public key. Its id is its fingerprint, whatever is written.</summary>
    /// <param name="name">The field that holds it.</param>
    public static AttestorKey? ReadPgp(FieldReader fields, string name, string armored)
    {
        var read = AttestorKey.FromPgp(armored);
        if (!read.Succeeded)
        {
            fields.Error(name, string.Join("; ", read.Failures.Select(f => f.Text)));
        }

        return read.Found;
    }

    /// <summary>A field with one PEM public key.</summary>
    public static PublicKey? ReadPem(FieldReader fields, string name)
    {
        var read = PublicKey.FromPem(fields.Text(name) ?? "");
        if (!read.Succeeded)
        {
            fields.Error(name, string.Join("; ", read.Failures.Select(f => f.Text)));
        }

        return read.Found;
    }

    /// <summary>Ids of raw keys are URIs, so that they cannot be mistaken for fingerprints.</summary>
    public static bool IsUri(string id) => Uri.TryCreate(id, UriKind.Absolute, out var uri) && uri.Scheme.Length > 0 && id.Contains(':');

    /// <summary>The names of Binary Authorization, and those that Kritis's signer has for the same: <c>ecdsa-p256-sha256</c>.</summary>
    private static SignatureAlgorithm? ReadAlgorithm(FieldReader fields)
    {
        var name = fields.Text("signatureAlgorithm") ?? "";
        var isKritis = name.Contains('-') && !name.AsSpan().ContainsAnyInRange('A', 'Z');
        var algorithm = SignatureAlgorithm.FindGrafeas(isKritis ? name.Replace('-', '_').ToUpperInvariant() : name);
        if (algorithm is null)
        {
            fields.Error("signatureAlgorithm", $"\"{name}\" is no algorithm, such as ECDSA_P256_SHA256, RSA_PSS_2048_SHA256, RSA_SIGN_PKCS1_2048_SHA256 or ED25519");
        }

        return algorithm;
    }
}
