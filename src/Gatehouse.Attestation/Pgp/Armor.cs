using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>ASCII armor (RFC 9580 section 6.2). A checksum that is there must be right; text outside the block belongs to nobody and is not looked at.</summary>
/// <param name="Kind">For example <c>PGP SIGNATURE</c>.</param>
/// <param name="Rest">What follows the block.</param>
internal sealed record Armor(string Kind, byte[] Data, string Rest)
{
    private const string Dashes = "-----";

    /// <summary>Whether bytes are armor rather than packets, of which every one starts with a high bit.</summary>
    public static bool IsText(ReadOnlySpan<byte> data) => data.IsEmpty || data[0] < 0x80;

    /// <summary>The first block whose kind is one of those wanted.</summary>
    public static Armor Read(string text, params ReadOnlySpan<string> kinds)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (HeaderKind(lines[i], "BEGIN ") is { } kind)
            {
                return kinds.Contains(kind) ? ReadBlock(kind, lines, i + 1) : throw new PgpException($"armor of \"{Shorten(kind)}\", expected \"{kinds[0]}\"");
            }
        }
        throw new PgpException("no OpenPGP armor");
    }

    public static string Write(string kind, ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder().Append(Dashes).Append("BEGIN ").Append(kind).Append(Dashes).Append("\n\n");
        var base64 = Convert.ToBase64String(data);
        for (var i = 0; i < base64.Length; i += 64)
        {
            text.Append(base64, i, Math.Min(64, base64.Length - i)).Append('\n');
        }
        var crc = Crc24(data);
        text.Append('=').Append(Convert.ToBase64String([(byte)(crc >> 16), (byte)(crc >> 8), (byte)crc])).Append('\n');
        return text.Append(Dashes).Append("END ").Append(kind).Append(Dashes).Append('\n').ToString();
    }

    /// <summary>The kind that a line such as <c>-----BEGIN PGP MESSAGE-----</c> names; null for any other line.</summary>
    public static string? HeaderKind(string line, string word)
    {
        var bare = line.AsSpan().TrimEnd(" \t\r");
        return bare.StartsWith(Dashes, StringComparison.Ordinal) && bare.EndsWith(Dashes, StringComparison.Ordinal) && bare.Length > 2 * Dashes.Length + word.Length
            && bare[Dashes.Length..].StartsWith(word, StringComparison.Ordinal)
            ? bare[(Dashes.Length + word.Length)..^Dashes.Length].ToString()
            : null;
    }

    private static Armor ReadBlock(string kind, string[] lines, int start)
    {
        var at = SkipHeaders(lines, start);
        var base64 = new StringBuilder();
        string? checksum = null;
        for (; at < lines.Length; at++)
        {
            var line = lines[at].AsSpan().TrimEnd(" \t\r");
            if (HeaderKind(lines[at], "END ") is { } end)
            {
                return end == kind ? new(kind, Decode(base64.ToString(), checksum), string.Join('\n', lines.AsSpan(at + 1))) : throw new PgpException("the armor ends as another kind than it began");
            }
            if (checksum is not null)
            {
                throw new PgpException("text after the checksum of the armor");
            }
            if (line is ['=', ..])
            {
                checksum = line[1..].ToString();
            }
            else
            {
                base64.Append(line);
            }
        }
        throw new PgpException(FailureReason.Truncated, VerificationStep.Parse, "the armor has no last line");
    }

    private static int SkipHeaders(string[] lines, int at)
    {
        for (; at < lines.Length; at++)
        {
            var line = lines[at].AsSpan().Trim(" \t\r");
            if (line.IsEmpty)
            {
                return at + 1;
            }
            if (!line.Contains(':'))
            {
                throw new PgpException("the armor has no blank line before its data");
            }
        }
        throw new PgpException(FailureReason.Truncated, VerificationStep.Parse, "the armor ends in its headers");
    }

    private static byte[] Decode(string base64, string? checksum)
    {
        var data = new byte[base64.Length / 4 * 3];
        if (base64.Length % 4 != 0 || !Convert.TryFromBase64String(base64, data, out var written))
        {
            throw new PgpException("the armor is not base64");
        }
        data = data[..written];
        if (checksum is not null && (Base64Text.Decode(checksum) is not { Length: 3 } crc || Crc24(data) != (crc[0] << 16 | crc[1] << 8 | crc[2])))
        {
            throw new PgpException("the checksum of the armor is wrong");
        }
        return data;
    }

    /// <summary>RFC 9580 section 6.1.1.</summary>
    private static int Crc24(ReadOnlySpan<byte> data)
    {
        var crc = 0xB704CE;
        foreach (var b in data)
        {
            crc ^= b << 16;
            for (var i = 0; i < 8; i++)
            {
                crc <<= 1;
                if ((crc & 0x1000000) != 0)
                {
                    crc ^= 0x1864CFB;
                }
            }
        }
        return crc & 0xFFFFFF;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40];
}
