using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Storage.Postgres.Columns;

/// <summary>What stands for a resource URI in an index, whose rows hold at most 2,704 bytes. Takes and gives encoded text.</summary>
internal static class ResourceKey
{
    private const int CutBytes = 256;

    /// <summary>
    /// The start of a URI: all characters that begin within the first 256 bytes. Whether a character is kept depends on those before it only, so
    /// keys sort as URIs do and the key of a prefix is a prefix of the key.
    /// </summary>
    public static string Cut(string uri)
    {
        var (bytes, length) = (0, 0);
        foreach (var rune in uri.EnumerateRunes())
        {
            if (bytes >= CutBytes)
            {
                return uri[..length];
            }

            (bytes, length) = (bytes + rune.Utf8SequenceLength, length + rune.Utf16SequenceLength);
        }

        return uri;
    }

    /// <summary>Differs for different URIs: the start and, where there is more, the SHA-256 of all.</summary>
    public static string Exact(string uri)
    {
        var cut = Cut(uri);
        return cut.Length == uri.Length ? uri : $"{cut} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uri)))}";
    }
}
