using System.Text;

namespace Gatehouse.Cel.Values;

/// <summary>A field name known when the program was made: text, its UTF-8 bytes and its hash, so that looking it up costs neither again.</summary>
public sealed class MapKey
{
    public MapKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        Value = Value.Of(text);
        Utf8 = Encoding.UTF8.GetBytes(text);
        Hash = HashOf(Utf8);
    }

    public string Text { get; }

    public Value Value { get; }

    internal byte[] Utf8 { get; }

    internal uint Hash { get; }

    /// <summary>Length and both ends: cheap, and enough to tell the names of one object apart most of the time.</summary>
    internal static uint HashOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length * 0x9E3779B1u;
        foreach (var octet in utf8[..Math.Min(4, utf8.Length)])
        {
            hash = (hash ^ octet) * 0x01000193u;
        }
        foreach (var octet in utf8[Math.Max(0, utf8.Length - 4)..])
        {
            hash = (hash ^ octet) * 0x01000193u;
        }
        return hash;
    }
}
