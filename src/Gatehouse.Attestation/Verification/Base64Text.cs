using System.Buffers;
using System.Buffers.Text;

namespace Gatehouse.Attestation.Verification;

/// <summary>Base64 as signatures arrive: RFC 4648 section 4 or 5, with or without padding, on one line.</summary>
public static class Base64Text
{
    private static readonly SearchValues<char> Alphabets = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <returns>The bytes; null when the text is not base64, mixes the alphabets or holds white space.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var body = text.TrimEnd('=');
        var padding = text.Length - body.Length;
        if (body.ContainsAnyExcept(Alphabets) || body.Length % 4 == 1 || (padding != 0 && (padding > 2 || text.Length % 4 != 0)))
        {
            return null;
        }
        var urlSafe = body.ContainsAny('-', '_');
        return urlSafe && body.ContainsAny('+', '/') ? null : DecodeBody(body, urlSafe);
    }

    private static byte[]? DecodeBody(ReadOnlySpan<char> body, bool urlSafe)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(body.Length)];
        var source = body;
        char[]? rented = null;
        if (!urlSafe)
        {
            rented = ArrayPool<char>.Shared.Rent(body.Length);
            body.Replace(rented, '+', '-');
            rented.AsSpan(0, body.Length).Replace('/', '_');
            source = rented.AsSpan(0, body.Length);
        }
        try
        {
            return Base64Url.TryDecodeFromChars(source, bytes, out var written) ? bytes.AsSpan(0, written).ToArray() : null;
        }
        catch (FormatException)
        {
            return null;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }
}
