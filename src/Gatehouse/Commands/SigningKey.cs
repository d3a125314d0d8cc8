using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Host.Commands;

/// <summary>A key, from a file or an environment variable (<c>env://VARIABLE</c>, as cosign spells it), that makes the signatures of attestations: a private key in PEM form, or an armored OpenPGP secret key.</summary>
internal sealed class SigningKey : IDisposable
{
    private const string PgpHeader = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
    private readonly PrivateKey? _key;
    private readonly PgpSecretKey? _pgpKey;

    private SigningKey(PrivateKey? key, PgpSecretKey? pgpKey) => (_key, _pgpKey) = (key, pgpKey);

    /// <summary>As authorities name it: the fingerprint of an OpenPGP key, else <c>ni:///sha-256;…</c>.</summary>
    public string Id => _pgpKey?.Certificate.Fingerprint ?? _key!.PublicKey.Id;

    /// <exception cref="CommandFailure">The file or variable cannot be read, holds no key, or the password does not open it.</exception>
    public static SigningKey Read(string file, string password, DateTimeOffset now)
    {
        var text = KeyText.Read(file);
        return text.TrimStart().StartsWith(PgpHeader, StringComparison.Ordinal)
            ? new(null, Take(PgpSecretKey.Parse(text, password, now), file))
            : new(Take(PrivateKey.FromPem(text, password), file), null);
    }

    /// <summary>For signatures in registries and envelopes; null for an OpenPGP key, which those have no form for.</summary>
    public PrivateKey? PlainKey => _key;

    /// <summary>As the key's kind has it in Grafeas: a signed message of OpenPGP, else the bare signature.</summary>
    public byte[] Sign(byte[] payload, DateTimeOffset now) =>
        _pgpKey is null ? _key!.Sign(payload) : System.Text.Encoding.ASCII.GetBytes(PgpSigning.SignMessage(payload, _pgpKey, now));

    public void Dispose()
    {
        _key?.Dispose();
        _pgpKey?.Dispose();
    }

    private static T Take<T>(Outcome<T> outcome, string file)
        where T : notnull =>
        outcome.Succeeded ? outcome.Value : throw new CommandFailure($"\"{file}\" gives no signing key: {string.Join("; ", outcome.Failures.Select(f => f.Text))}");
}
