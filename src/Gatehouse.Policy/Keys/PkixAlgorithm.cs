using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Policy.Keys;

/// <summary>
/// How a key signs: the values of Binary Authorization's <c>signatureAlgorithm</c> with their aliases, and the names that Kritis's signer uses for the same (<c>rsa-pss-2048-sha256</c>).
/// <c>ED25519</c> is Gatehouse's own.
/// </summary>
/// <param name="Name">The first of its names.</param>
/// <param name="SizeBits">Size that a key has to have.</param>
public sealed record PkixAlgorithm(string Name, PublicKeyType Type, int SizeBits)
{
    private static readonly FrozenDictionary<string, PkixAlgorithm> All = Make();

    /// <summary>The names to write in a policy.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Values.Select(a => a.Name).Distinct().Order(StringComparer.Ordinal)];

    public static bool TryParse(string? name, out PkixAlgorithm algorithm)
    {
        algorithm = null!;
        if (name is null)
        {
            return false;
        }

        var isKritis = name.Contains('-') && !name.AsSpan().ContainsAnyInRange('A', 'Z');
        return All.TryGetValue(isKritis ? name.Replace('-', '_').ToUpperInvariant() : name, out algorithm!);
    }

    /// <returns>Why a key cannot sign this way; empty when it can.</returns>
    public string Explain(PublicKeyPem key) =>
        key.Type == Type && key.SizeBits == SizeBits ? "" : $"{Name} does not fit: the key is {key.Type} of {key.SizeBits} bits";

    private static FrozenDictionary<string, PkixAlgorithm> Make()
    {
        var all = new Dictionary<string, PkixAlgorithm>(StringComparer.Ordinal);
        foreach (var size in (string[])["2048_SHA256", "3072_SHA256", "4096_SHA256", "4096_SHA512"])
        {
            var bits = int.Parse(size.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
            all["RSA_PSS_" + size] = all["RSA_SIGN_PSS_" + size] = new("RSA_PSS_" + size, PublicKeyType.Rsa, bits);
            all["RSA_SIGN_PKCS1_" + size] = new("RSA_SIGN_PKCS1_" + size, PublicKeyType.Rsa, bits);
        }

        foreach (var (curve, bits) in ((string, int)[])[("P256_SHA256", 256), ("P384_SHA384", 384), ("P521_SHA512", 521)])
        {
            all["ECDSA_" + curve] = all["EC_SIGN_" + curve] = new("ECDSA_" + curve, PublicKeyType.Ecdsa, bits);
        }

        all["ED25519"] = new("ED25519", PublicKeyType.Ed25519, 256);
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
