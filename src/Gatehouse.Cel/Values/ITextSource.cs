namespace Gatehouse.Cel.Values;

/// <summary>Texts that are still bytes. Comparing and searching them needs no string; asking for one makes it.</summary>
internal interface ITextSource
{
    string Text(long handle);

    /// <summary>The UTF-8 bytes; false when the source has to decode escapes first.</summary>
    bool TryUtf8(long handle, out ReadOnlySpan<byte> utf8);
}
