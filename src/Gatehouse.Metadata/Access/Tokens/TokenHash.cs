using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>SHA-256 of a token: all that is stored of it. The token has 256 random bits, so a slow hash would add nothing.</summary>
internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Hex digits of the hash that make a token's id.</summary>
    public const int IdLength = 16;

    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        Span<byte> text = stackalloc byte[TokenText.Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.ASCII.GetBytes(token[..Math.Min(token.Length, TokenText.Length)], text)], hash);
        return MemoryMarshal.Read<TokenHash>(hash);
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        MemoryMarshal.Write(hash, this);
        return Convert.ToHexStringLower(hash);
    }
}
