using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>
/// What a token looks like: <c>gh_</c>, 256 random bits as 43 digits of base 62, and a checksum of 6 digits (CRC-32 of what comes before it), so that scanners
/// for leaked secrets recognise one without asking, and a mistyped one costs no look-up.
/// </summary>
internal static class TokenText
{
    public const string Prefix = "gh_";
    public const int Length = 3 + SecretDigits + ChecksumDigits;
    private const int SecretDigits = 43;
    private const int ChecksumDigits = 6;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> DigitSet = SearchValues.Create(Digits);

    public static string Create()
    {
        Span<char> text = stackalloc char[Length];
        Prefix.CopyTo(text);
        // 62^43 is a little more than 2^256: drawing digits gives all of it, evenly.
        RandomNumberGenerator.GetItems(Digits.AsSpan(), text.Slice(Prefix.Length, SecretDigits));
        WriteChecksum(text[..^ChecksumDigits], text[^ChecksumDigits..]);
        return text.ToString();
    }

    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !text.StartsWith(Prefix) || text[Prefix.Length..].ContainsAnyExcept(DigitSet))
        {
            return false;
        }

        Span<char> checksum = stackalloc char[ChecksumDigits];
        WriteChecksum(text[..^ChecksumDigits], checksum);
        return checksum.SequenceEqual(text[^ChecksumDigits..]);
    }

    private static void WriteChecksum(ReadOnlySpan<char> text, Span<char> checksum)
    {
        var value = Crc32(text);
        for (var i = checksum.Length - 1; i >= 0; i--)
        {
            checksum[i] = Digits[(int)(value % 62)];
            value /= 62;
        }
    }

    /// <summary>ISO 3309, reflected, as zlib computes it.</summary>
    private static uint Crc32(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var crc = uint.MaxValue;
        foreach (var b in bytes[..Encoding.ASCII.GetBytes(text, bytes)])
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
