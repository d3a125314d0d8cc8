using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Pgp;

/// <summary>Signs in the three forms of OpenPGP, as armor. The instant is the signature's creation time; hashes follow the key as with DSSE.</summary>
public static class PgpSigning
{
    /// <summary>A signed message with the content inside, uncompressed, as Kritis stores it.</summary>
    public static string SignMessage(ReadOnlySpan<byte> content, PgpSecretKey key, DateTimeOffset now)
    {
        var packets = new ArrayBufferWriter<byte>();
        WritePacket(packets, PacketTag.OnePassSignature, [3, (byte)SignatureType.Binary, (byte)HashFor(key), key.Material.Algorithm, .. Convert.FromHexString(key.Material.KeyId), 1]);
        // Binary, without a name, without a date.
        WritePacket(packets, PacketTag.Literal, [(byte)'b', 0, 0, 0, 0, 0, .. content]);
        WritePacket(packets, PacketTag.Signature, Sign(SignatureType.Binary, content, key, now));
        return Armor.Write("PGP MESSAGE", packets.WrittenSpan);
    }

    /// <summary>A signature to be kept beside the content.</summary>
    public static string SignDetached(ReadOnlySpan<byte> content, PgpSecretKey key, DateTimeOffset now)
    {
        var packets = new ArrayBufferWriter<byte>();
        WritePacket(packets, PacketTag.Signature, Sign(SignatureType.Binary, content, key, now));
        return Armor.Write("PGP SIGNATURE", packets.WrittenSpan);
    }

    /// <summary>Text signed in clear. White space at the ends of lines and the kind of line end are not covered.</summary>
    public static string SignCleartext(string text, PgpSecretKey key, DateTimeOffset now)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd(' ', '\t', '\r')).ToArray();
        var packets = new ArrayBufferWriter<byte>();
        WritePacket(packets, PacketTag.Signature, Sign(SignatureType.Text, Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), key, now));
        var escaped = lines.Select(l => l.StartsWith('-') || l.StartsWith("From ", StringComparison.Ordinal) ? "- " + l : l);
        var hash = HashFor(key).ToString().ToUpperInvariant();
        return $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: {hash}\n\n{string.Join('\n', escaped)}\n{Armor.Write("PGP SIGNATURE", packets.WrittenSpan)}";
    }

    private static byte[] Sign(SignatureType type, ReadOnlySpan<byte> content, PgpSecretKey key, DateTimeOffset now)
    {
        var hash = HashFor(key);
        var created = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(created, checked((uint)now.ToUnixTimeSeconds()));
        // Subpackets: creation time, issuer fingerprint (hashed); issuer key id (not hashed, for old readers).
        byte[] said = [5, 2, .. created, 22, 33, 4, .. Convert.FromHexString(key.Material.Fingerprint)];
        byte[] hashed = [4, (byte)type, key.Material.Algorithm, (byte)hash, 0, (byte)said.Length, .. said];
        var digest = hash.Compute([.. content, .. hashed, 4, 0xFF, 0, 0, 0, (byte)hashed.Length]);
        return [.. hashed, 0, 10, 9, 16, .. Convert.FromHexString(key.Material.KeyId), digest[0], digest[1], .. SignDigest(digest, key)];
    }

    private static byte[] SignDigest(byte[] digest, PgpSecretKey key)
    {
        var name = digest.Length switch { 32 => HashAlgorithmName.SHA256, 48 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        switch (key.Key.PublicKey.Kind)
        {
            case KeyKind.Rsa:
                return Number(key.Key.SignHash(digest, SignatureScheme.RsaPkcs1(name)));
            case KeyKind.Ed25519:
                var signature = key.Key.Sign(digest, SignatureScheme.Ed25519);
                return key.Material.Algorithm == KeyMaterial.Ed25519Id ? signature : Pair(signature);
            default:
                return Pair(key.Key.SignHash(digest, SignatureScheme.Ecdsa(name, EcdsaEncoding.Raw)));
        }
    }

    private static HashId HashFor(PgpSecretKey key) => key.Key.PublicKey.Kind switch
    {
        KeyKind.EcdsaP384 => HashId.Sha384,
        KeyKind.EcdsaP521 or KeyKind.Ed25519 => HashId.Sha512,
        _ => HashId.Sha256,
    };

    private static byte[] Pair(ReadOnlySpan<byte> raw) => [.. Number(raw[..(raw.Length / 2)]), .. Number(raw[(raw.Length / 2)..])];

    private static byte[] Number(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        var bits = number.IsEmpty ? 0 : number.Length * 8 - (System.Numerics.BitOperations.LeadingZeroCount(number[0]) - 24);
        return [(byte)(bits >> 8), (byte)bits, .. number];
    }

    private static void WritePacket(ArrayBufferWriter<byte> packets, PacketTag tag, ReadOnlySpan<byte> body)
    {
        packets.Write((ReadOnlySpan<byte>)[(byte)(0xC0 | (int)tag), 0xFF]);
        BinaryPrimitives.WriteUInt32BigEndian(packets.GetSpan(4), (uint)body.Length);
        packets.Advance(4);
        packets.Write(body);
    }
}
