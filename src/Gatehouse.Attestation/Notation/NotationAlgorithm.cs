using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Notation;

/// <summary>The six algorithms, each fixed by the key it is used with (signature specification, "Signature algorithm requirements").</summary>
internal static class NotationAlgorithm
{
    private static readonly (string Name, int CoseId)[] All = [("PS256", -37), ("PS384", -38), ("PS512", -39), ("ES256", -7), ("ES384", -35), ("ES512", -36)];

    public static string Names { get; } = string.Join(", ", All.Select(a => a.Name));

    public static SignatureAlgorithm? Find(string? joseName) => All.Any(a => a.Name == joseName) ? SignatureAlgorithm.FindJose(joseName) : null;

    public static string? FindName(long coseId) => Array.Find(All, a => a.CoseId == coseId).Name;

    public static int CoseId(SignatureAlgorithm algorithm) => Array.Find(All, a => a.Name == algorithm.Name).CoseId;

    /// <summary>Null for a key that notation does not sign with.</summary>
    public static SignatureAlgorithm? For(PublicKey key) => SignatureAlgorithm.FindJose((key.Kind, key.SizeBits) switch
    {
        (KeyKind.Rsa, 2048) => "PS256",
        (KeyKind.Rsa, 3072) => "PS384",
        (KeyKind.Rsa, 4096) => "PS512",
        (KeyKind.EcdsaP256, _) => "ES256",
        (KeyKind.EcdsaP384, _) => "ES384",
        (KeyKind.EcdsaP521, _) => "ES512",
        _ => null,
    });
}
