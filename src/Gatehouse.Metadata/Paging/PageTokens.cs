using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Paging;

/// <summary>
/// Seals cursors into opaque tokens with AES-GCM. A token is bound to the list it came from (method, parent, filter, order), so that one from another list, a made-up
/// one and a damaged one are all told apart from a valid one. Replicas share the key, so tokens outlive restarts.
/// </summary>
public sealed class PageTokens(ReadOnlySpan<byte> key) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly Lock _lock = new();
    private AesGcm _cipher = new(key, TagBytes);

    /// <summary>Takes the key of a store that was restored; tokens of before open no more.</summary>
    public void ChangeKey(ReadOnlySpan<byte> fresh)
    {
        lock (_lock)
        {
            _cipher.Dispose();
            _cipher = new(fresh, TagBytes);
        }
    }

    /// <param name="binding">What the token is for; the same text opens it.</param>
    public string Seal(PageCursor cursor, string binding)
    {
        var plain = PageCursorCodec.Encode(cursor);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        lock (_lock)
        {
            _cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(binding));
        }

        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <returns>False when this token was not made here for this list.</returns>
    public bool TryOpen(string token, string binding, out PageCursor cursor)
    {
        cursor = new(0);
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > NonceBytes + TagBytes } bytes)
        {
            return false;
        }

        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            lock (_lock)
            {
                _cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(binding));
            }

            cursor = PageCursorCodec.Decode(plain);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();
}
