using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Text to <see cref="DistinguishedName"/> (RFC 4514 section 3). Values in hexadecimal BER (<c>#…</c>), quotes, and several attributes joined by <c>+</c> are refused.</summary>
internal sealed class DistinguishedNameParser
{
    private const int LongestText = 4096;
    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    private readonly string _text;
    private int _at;

    private DistinguishedNameParser(string text) => _text = text;

    public static Outcome<DistinguishedName> Parse(string text)
    {
        if (text.Length > LongestText)
        {
            return Fail($"a distinguished name of {text.Length} characters is longer than the {LongestText} that are read");
        }
        try
        {
            return new DistinguishedNameParser(text).ReadName();
        }
        catch (FormatException e)
        {
            return Fail(e.Message);
        }
    }

    private DistinguishedName ReadName()
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        do
        {
            var (type, value) = (ReadType(), ReadValue());
            if (!attributes.TryAdd(type, value))
            {
                throw new FormatException($"the distinguished name has {type} twice");
            }
        }
        while (_at++ < _text.Length);
        return new(attributes.ToImmutable());
    }

    private string ReadType()
    {
        var equals = _text.IndexOf('=', _at);
        var type = equals < 0 ? "" : _text[_at..equals].Trim(' ').ToUpperInvariant();
        if (type.Length == 0 || type.AsSpan().ContainsAnyExcept(TypeCharacters))
        {
            throw new FormatException($"the distinguished name has no type=value at character {_at}");
        }
        _at = equals + 1;
        return type is "S" ? "ST" : type;
    }

    /// <summary>Up to an unescaped separator or the end. Spaces at the edges count only when escaped.</summary>
    private string ReadValue()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
        var start = _at;
        var bytes = new List<byte>();
        var keep = 0;
        while (_at < _text.Length && _text[_at] is not (',' or ';'))
        {
            keep = ReadCharacter(bytes, start) ? bytes.Count : keep;
        }
        if (keep == 0)
        {
            throw new FormatException($"the distinguished name has an empty value at character {start}");
        }
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes[..keep]]);
        }
        catch (ArgumentException)
        {
            throw new FormatException($"the value at character {start} of the distinguished name is not Unicode");
        }
    }

    /// <returns>False for a plain space, which may turn out to be at the edge.</returns>
    private bool ReadCharacter(List<byte> bytes, int start)
    {
        var c = _text[_at];
        if (c == '\\')
        {
            ReadEscape(bytes);
            return true;
        }
        if (c is '"' or '+' or '<' or '>' or '\0' || (c == '#' && _at == start))
        {
            throw new FormatException($"the character at {_at} of the distinguished name must be escaped");
        }
        if (!Rune.TryGetRuneAt(_text, _at, out var rune))
        {
            throw new FormatException($"the character at {_at} of the distinguished name is half a pair");
        }
        bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        _at += rune.Utf16SequenceLength;
        return c != ' ';
    }

    private void ReadEscape(List<byte> bytes)
    {
        var rest = _text.AsSpan(_at + 1);
        if (rest.Length > 0 && " \"#+,;<=>\\".Contains(rest[0]))
        {
            bytes.Add((byte)rest[0]);
            _at += 2;
        }
        else if (rest.Length > 1 && char.IsAsciiHexDigit(rest[0]) && char.IsAsciiHexDigit(rest[1]))
        {
            bytes.Add(Convert.FromHexString(rest[..2])[0]);
            _at += 3;
        }
        else
        {
            throw new FormatException($"the backslash at {_at} of the distinguished name escapes nothing that needs it");
        }
    }

    private static Failure Fail(string text) => new(FailureReason.Malformed, VerificationStep.Parse, text);
}
