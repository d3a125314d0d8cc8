using System.Collections.Immutable;
using System.Text;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>Text with signature lines below it (C2SP signed-note).</summary>
public sealed class SignedNote
{
    /// <summary>The longest note that is read, in characters.</summary>
    public const int MaximumLength = 64 * 1024;

    private const int MaximumSignatures = 64;
    private const int KeyHintSizeBytes = 4;
    private const string Dash = "\u2014 ";

    private SignedNote(string text, ImmutableArray<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>What is signed, up to and including the newline before the blank line.</summary>
    public string Text { get; }

    public ReadOnlyMemory<byte> SignedBytes => Encoding.UTF8.GetBytes(Text);

    public ImmutableArray<NoteSignature> Signatures { get; }

    /// <exception cref="FormatException">No signed note, or longer than <see cref="MaximumLength"/>.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Length > MaximumLength)
        {
            throw new FormatException($"a signed note of {note.Length} characters is longer than the {MaximumLength} that are read");
        }

        // The text itself may have blank lines; the signatures follow the last one.
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n'))
        {
            throw new FormatException("a signed note is text, a blank line and lines of signatures");
        }

        var lines = note[(end + 2)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length is 0 or > MaximumSignatures
            ? throw new FormatException($"a signed note has from 1 to {MaximumSignatures} signatures")
            : new(note[..(end + 1)], [.. lines.Select(ParseSignature)]);
    }

    private static NoteSignature ParseSignature(string line)
    {
        var space = line.LastIndexOf(' ');
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || space <= Dash.Length)
        {
            throw new FormatException("a signature line of a note is a dash, a name and base64");
        }

        var bytes = new byte[line.Length];
        return Convert.TryFromBase64Chars(line.AsSpan(space + 1), bytes, out var length) && length > KeyHintSizeBytes
            ? new(line[Dash.Length..space], bytes.AsMemory(0, KeyHintSizeBytes), bytes.AsMemory(KeyHintSizeBytes, length - KeyHintSizeBytes))
            : throw new FormatException("the signature of a note is not base64 of a key hint and a signature");
    }
}
