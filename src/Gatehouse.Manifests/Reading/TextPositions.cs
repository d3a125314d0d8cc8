using System.Text;

namespace Gatehouse.Manifests.Reading;

/// <summary>Turns offsets of UTF-8 text into lines and columns.</summary>
public sealed class TextPositions
{
    private readonly List<int> _lineStarts = [0];

    public TextPositions(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public Position At(int offset, ReadOnlySpan<byte> utf8)
    {
        var found = _lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return At(line + 1, offset - _lineStarts[line], utf8);
    }

    /// <param name="line">From 1.</param>
    /// <param name="bytes">Offset in the line.</param>
    public Position At(int line, int bytes, ReadOnlySpan<byte> utf8)
    {
        var start = _lineStarts[Math.Min(line, _lineStarts.Count) - 1];
        return new(line, Encoding.UTF8.GetCharCount(utf8.Slice(start, Math.Min(bytes, utf8.Length - start))) + 1);
    }
}
