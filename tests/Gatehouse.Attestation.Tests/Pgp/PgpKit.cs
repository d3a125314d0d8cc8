#pragma warning disable CA5350 // Version 4 names keys by SHA-1, and what is signed with it must be refused.
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Tests.Pgp;

/// <summary>Makes OpenPGP packets by hand, right ones and wrong ones: Ed25519 keys, SHA-512 signatures.</summary>
internal static class PgpKit
{
    public static readonly DateTimeOffset Birth = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Signing = Birth.AddYears(1);
    public static readonly DateTimeOffset Now = Birth.AddYears(2);

    public sealed record TestKey(PrivateKey Key, byte[] Body)
    {
        public byte[] Fingerprint => SHA1.HashData(Hashed);

        public string Name => Convert.ToHexString(Fingerprint);

        public byte[] Hashed => [0x99, (byte)(Body.Length >> 8), (byte)Body.Length, .. Body];
    }

    public static TestKey NewKey(DateTimeOffset? created = null)
    {
        var key = PrivateKey.Generate(KeyKind.Ed25519);
        var point = key.PublicKey.SubjectPublicKeyInfo.Span[^32..];
        byte[] body = [4, .. Time(created ?? Birth), 22, 9, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01, .. Number([0x40, .. point])];
        return new(key, body);
    }

    public static byte[] Packet(int tag, params byte[] body) => [(byte)(0xC0 | tag), 0xFF, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    public static byte[] Subpacket(int type, params byte[] body) => [(byte)(body.Length + 1), (byte)type, .. body];

    public static byte[] Time(DateTimeOffset time) => Word((uint)time.ToUnixTimeSeconds());

    public static byte[] Seconds(TimeSpan span) => Word((uint)span.TotalSeconds);

    /// <summary>The body of a signature packet.</summary>
    /// <param name="said">Hashed subpackets besides the creation time.</param>
    public static byte[] Sign(TestKey by, byte type, byte[] signed, byte[]? said = null, DateTimeOffset? created = null, byte hash = 10, byte[]? unhashed = null)
    {
        byte[] subpackets = [.. Subpacket(2, Time(created ?? Birth)), .. said ?? []];
        unhashed ??= Subpacket(16, by.Fingerprint[12..]);
        byte[] hashed = [4, type, 22, hash, (byte)(subpackets.Length >> 8), (byte)subpackets.Length, .. subpackets];
        byte[] input = [.. signed, .. hashed, 4, 0xFF, 0, 0, (byte)(hashed.Length >> 8), (byte)hashed.Length];
        var digest = hash switch { 2 => SHA1.HashData(input), 8 => SHA256.HashData(input), _ => SHA512.HashData(input) };
        var raw = by.Key.Sign(digest, SignatureScheme.Ed25519);
        return [.. hashed, (byte)(unhashed.Length >> 8), (byte)unhashed.Length, .. unhashed, digest[0], digest[1], .. Number(raw.AsSpan(0, 32)), .. Number(raw.AsSpan(32))];
    }

    public static byte[] UserId(TestKey key, byte[]? said = null, DateTimeOffset? created = null, byte hash = 10)
    {
        var name = Encoding.UTF8.GetBytes("Qa <qa@registry.example>");
        return [.. Packet(13, name), .. Packet(2, Sign(key, 0x13, UserIdSigned(key), said ?? Subpacket(27, 3), created, hash))];
    }

    public static byte[] UserIdSigned(TestKey key)
    {
        var name = Encoding.UTF8.GetBytes("Qa <qa@registry.example>");
        return [.. key.Hashed, 0xB4, 0, 0, 0, (byte)name.Length, .. name];
    }

    public static byte[] Subkey(TestKey primary, TestKey subkey, byte[] said)
    {
        byte[] signed = [.. primary.Hashed, .. subkey.Hashed];
        return [.. Packet(14, subkey.Body), .. Packet(2, Sign(primary, 0x18, signed, said))];
    }

    public static byte[] BackSignature(TestKey primary, TestKey subkey, TestKey? by = null)
    {
        var body = Sign(by ?? subkey, 0x19, [.. primary.Hashed, .. subkey.Hashed]);
        // Longer than 191 octets would need a longer length; an Ed25519 signature is shorter.
        return [(byte)(body.Length + 1), 32, .. body];
    }

    public static byte[] Detached(TestKey by, byte[] content, byte[]? said = null, DateTimeOffset? created = null, byte hash = 10, byte type = 0, byte[]? unhashed = null) =>
        Packet(2, Sign(by, type, content, said, created ?? Signing, hash, unhashed));

    public static byte[] Message(TestKey by, byte[] content, byte[]? said = null) =>
        [.. OnePass(by), .. Packet(11, [(byte)'b', 0, 0, 0, 0, 0, .. content]), .. Detached(by, content, said)];

    public static byte[] OnePass(TestKey by, byte hash = 10) => Packet(4, [3, 0, hash, 22, .. by.Fingerprint[12..], 1]);

    private static byte[] Word(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Number(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        var bits = number.Length * 8 - System.Numerics.BitOperations.LeadingZeroCount((uint)number[0]) + 24;
        return [(byte)(bits >> 8), (byte)bits, .. number];
    }
}
