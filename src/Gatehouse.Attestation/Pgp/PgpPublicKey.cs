using System.Collections.Immutable;
using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>
/// An OpenPGP certificate: a primary key, its user ids and subkeys, and what the owner has signed about them. Everything the owner's signatures do not
/// vouch for is dropped on reading. Immutable after reading and safe for threads.
/// </summary>
public sealed class PgpPublicKey
{
    private readonly ImmutableArray<Component> _components;

    internal PgpPublicKey(ImmutableArray<Component> components, ImmutableArray<string> userIds) => (_components, UserIds) = (components, userIds);

    /// <summary>Of the primary key: 40 upper-case hex digits. This, and no shorter id, names the key.</summary>
    public string Fingerprint => _components[0].Key.Fingerprint;

    /// <summary>The user ids that the owner vouches for.</summary>
    public ImmutableArray<string> UserIds { get; }

    /// <summary>Fingerprints of the primary key and the subkeys, in their order.</summary>
    public ImmutableArray<string> Fingerprints => [.. _components.Select(c => c.Key.Fingerprint)];

    internal ImmutableArray<Component> Components => _components;

    internal Component Primary => _components[0];

    /// <summary>One certificate in armor (<c>PGP PUBLIC KEY BLOCK</c>); a second one is refused, and so is a secret key.</summary>
    public static Outcome<PgpPublicKey> Parse(string armored, PgpOptions? options = null)
    {
        options ??= PgpOptions.Default;
        return PgpException.Catch<PgpPublicKey>(() => CertificateReader.Read(Dearmor(armored, options), options));
    }

    /// <summary>One certificate as bare packets.</summary>
    public static Outcome<PgpPublicKey> Parse(ReadOnlySpan<byte> packets, PgpOptions? options = null)
    {
        var bytes = packets.ToArray();
        options ??= PgpOptions.Default;
        return Armor.IsText(bytes) ? Parse(Encoding.UTF8.GetString(bytes), options) : PgpException.Catch<PgpPublicKey>(() => CertificateReader.Read(bytes, options));
    }

    /// <summary>Why no signature made and judged at this instant could hold with any of the keys; null when one could.</summary>
    public Failure? WhyUnusable(DateTimeOffset now)
    {
        var failures = _components.Select(c => Refuse(c, now, now)).ToArray();
        return failures.Contains(null) ? null : failures[0];
    }

    /// <summary>A subkey stands and falls with its primary key.</summary>
    internal Failure? Refuse(Component component, DateTimeOffset signedAt, DateTimeOffset now) =>
        (component.IsPrimary ? null : Primary.RefuseState(signedAt, now)) ?? component.Refuse(signedAt, now);

    public override string ToString() => Fingerprint;

    private static byte[] Dearmor(string armored, PgpOptions options)
    {
        if (armored.Length > options.KeySizeBytes * 2L)
        {
            throw new PgpException(FailureReason.LimitExceeded, VerificationStep.Key, $"a key of more than {options.KeySizeBytes} bytes");
        }
        var armor = Armor.Read(armored, "PGP PUBLIC KEY BLOCK");
        return armor.Rest.Contains("-----BEGIN ", StringComparison.Ordinal)
            ? throw new PgpException(FailureReason.TrailingData, VerificationStep.Key, "a second block after the key")
            : armor.Data;
    }
}
