using System.Text;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Ranges of text by UTF-8 bytes, as SQLite orders it.</summary>
internal static class TextRange
{
    /// <summary>The least text, by UTF-8 bytes, after all that begin with a prefix; null when the prefix has no such or is not valid text.</summary>
    public static string? After(string prefix)
    {
        if (Rune.DecodeLastFromUtf16(prefix, out var last, out var length) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        var next = last.Value == 0xD7FF ? 0xE000 : last.Value + 1;
        return next <= 0x10FFFF ? prefix[..^length] + new Rune(next) : null;
    }
}
