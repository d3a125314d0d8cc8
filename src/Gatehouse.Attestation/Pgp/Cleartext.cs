using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>The cleartext signature framework (RFC 9580 section 7).</summary>
internal static class Cleartext
{
    private const string Kind = "PGP SIGNED MESSAGE";

    public static bool IsCleartext(ReadOnlySpan<byte> data) => Armor.IsText(data) && data.IndexOf("-----BEGIN PGP SIGNED MESSAGE-----"u8) >= 0;

    public static SignedMessage Read(byte[] data, PgpOptions options)
    {
        var lines = Encoding.UTF8.GetString(data).Split('\n');
        var start = Array.FindIndex(lines, l => Armor.HeaderKind(l, "BEGIN ") is not null);
        if (start < 0 || Armor.HeaderKind(lines[start], "BEGIN ") != Kind)
        {
            throw new PgpException("not a cleartext signature");
        }
        var first = SkipHeaders(lines, start + 1);
        var end = Array.FindIndex(lines, first, l => Armor.HeaderKind(l, "BEGIN ") is not null);
        if (end < 0)
        {
            throw new PgpException(FailureReason.Truncated, VerificationStep.Parse, "the cleartext has no signature after it");
        }
        var content = Encoding.UTF8.GetBytes(string.Join("\r\n", lines[first..end].Select(Canonicalize)));
        var armor = Armor.Read(string.Join('\n', lines[end..]), "PGP SIGNATURE");
        return SignedMessage.ReadDetached(armor.Data, content, options) is { Signatures: var signatures } && signatures.All(s => s.Type is SignatureType.Text or SignatureType.Binary)
            ? new(content, signatures)
            : throw new PgpException("the cleartext carries a signature that is not over data");
    }

    /// <summary>Only <c>Hash</c> may stand there: other text between the first line and the blank one looks signed and is not.</summary>
    private static int SkipHeaders(string[] lines, int at)
    {
        for (; at < lines.Length; at++)
        {
            var line = lines[at].TrimEnd(' ', '\t', '\r');
            if (line.Length == 0)
            {
                return at + 1;
            }
            if (!line.StartsWith("Hash: ", StringComparison.Ordinal))
            {
                throw new PgpException("a header other than Hash in a cleartext signature");
            }
        }
        throw new PgpException(FailureReason.Truncated, VerificationStep.Parse, "the cleartext ends in its headers");
    }

    private static string Canonicalize(string line)
    {
        var bare = line.TrimEnd(' ', '\t', '\r');
        return !bare.StartsWith('-') ? bare
            : bare.StartsWith("- ", StringComparison.Ordinal) ? bare[2..]
            : bare == "-" ? "" : throw new PgpException("a line of the cleartext starts with a dash that is not escaped");
    }
}
