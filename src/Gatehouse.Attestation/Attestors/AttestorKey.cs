using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Attestors;

/// <summary>A key an attestor signs with, under the id that signatures must name exactly.</summary>
public abstract record AttestorKey
{
    private AttestorKey(string id) => Id = id;

    public string Id { get; }

    /// <summary>A key in PEM with the name of its algorithm (section "PkixPublicKey" of Binary Authorization); an empty id is the computed one.</summary>
    public static Outcome<AttestorKey> FromPkix(string? id, ReadOnlySpan<char> pem, string? algorithm)
    {
        var read = PublicKey.FromPem(pem);
        if (!read.Succeeded)
        {
            return Outcome.Refuse<AttestorKey>(read.Failures);
        }
        if (SignatureAlgorithm.FindGrafeas(algorithm) is not { } known)
        {
            return new Failure(FailureReason.AlgorithmNotAllowed, VerificationStep.Key, $"signatureAlgorithm \"{algorithm}\" is unspecified or unknown");
        }
        return known.Mismatch(read.Found) is { } mismatch ? mismatch : new Pkix(string.IsNullOrEmpty(id) ? read.Found.Id : id, read.Found, known);
    }

    /// <summary>Armored OpenPGP; the id is always the upper-case fingerprint of the primary key, whatever the owner wrote.</summary>
    public static Outcome<AttestorKey> FromPgp(string armored, PgpOptions? options = null)
    {
        var read = PgpPublicKey.Parse(armored, options);
        return read.Succeeded ? new Pgp(read.Found) : Outcome.Refuse<AttestorKey>(read.Failures);
    }

    public sealed record Pkix(string KeyId, PublicKey Key, SignatureAlgorithm Algorithm) : AttestorKey(KeyId);

    public sealed record Pgp(PgpPublicKey Key) : AttestorKey(Key.Fingerprint);
}
