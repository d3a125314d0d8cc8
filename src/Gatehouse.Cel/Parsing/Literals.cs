using System.Globalization;
using System.Text;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Parsing;

/// <summary>The values of literal tokens (language definition, "Syntax": numbers, escapes of strings and bytes).</summary>
internal static class Literals
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static bool TryInt(ReadOnlySpan<char> text, bool isNegative, out Value value)
    {
        var valid = TryMagnitude(text, out var magnitude) && magnitude <= (isNegative ? 1UL << 63 : long.MaxValue);
        value = Value.Of(unchecked(isNegative ? -(long)magnitude : (long)magnitude));
        return valid;
    }

    public static bool TryUint(ReadOnlySpan<char> text, out Value value)
    {
        var valid = TryMagnitude(text[..^1], out var magnitude);
        value = Value.Of(magnitude);
        return valid;
    }

    private static bool TryMagnitude(ReadOnlySpan<char> text, out ulong magnitude) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out magnitude)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude);

    public static bool TryDouble(ReadOnlySpan<char> text, bool isNegative, out Value value)
    {
        var valid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        value = Value.Of(isNegative ? -number : number);
        return valid;
    }

    /// <summary>The value of a string or bytes token; a message when it is not one.</summary>
    public static string? TryText(string token, bool isBytes, out Value value)
    {
        value = default;
        var quote = token.AsSpan().IndexOfAny('"', '\'');
        var isRaw = token.AsSpan(0, quote).IndexOfAny('r', 'R') >= 0;
        var delimiter = token.Length >= quote + 6 && token[quote + 1] == token[quote] && token[quote + 2] == token[quote] ? 3 : 1;
        var body = token.AsSpan(quote + delimiter, token.Length - quote - (2 * delimiter));
        var text = delimiter == 3 || body.Contains('\r') ? body.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : body.ToString();
        if (isRaw || !text.Contains('\\', StringComparison.Ordinal))
        {
            return TryFinish(text, isBytes, out value);
        }
        return isBytes ? TryUnescapeBytes(text, out value) : TryUnescapeText(text, out value);
    }

    private static string? TryFinish(string text, bool isBytes, out Value value)
    {
        value = default;
        try
        {
            var utf8 = Utf8.GetBytes(text);
            value = isBytes ? Value.Of(utf8) : Value.Of(text);
            return null;
        }
        catch (EncoderFallbackException)
        {
            return "invalid Unicode text";
        }
    }

    private static string? TryUnescapeText(string text, out Value value)
    {
        value = default;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i++]);
                continue;
            }
            if (TryEscape(text, ref i, isBytes: false, out var code, out _) is { } problem)
            {
                return problem;
            }
            if (!Rune.IsValid(code))
            {
                return "invalid unicode code point";
            }
            result.Append(new Rune(code).ToString());
        }
        return TryFinish(result.ToString(), isBytes: false, out value);
    }

    private static string? TryUnescapeBytes(string text, out Value value)
    {
        value = default;
        using var result = new MemoryStream(text.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
                {
                    return "invalid Unicode text";
                }
                result.Write(buffer[..rune.EncodeToUtf8(buffer)]);
                i += consumed;
                continue;
            }
            if (TryEscape(text, ref i, isBytes: true, out var code, out var isOctet) is { } problem)
            {
                return problem;
            }
            if (isOctet)
            {
                result.WriteByte((byte)code);
            }
            else if (Rune.IsValid(code))
            {
                result.Write(buffer[..new Rune(code).EncodeToUtf8(buffer)]);
            }
            else
            {
                return "invalid unicode code point";
            }
        }
        value = Value.Of(result.ToArray());
        return null;
    }

    private static string? TryEscape(string text, ref int at, bool isBytes, out int code, out bool isOctet)
    {
        code = 0;
        isOctet = false;
        var kind = at + 1 < text.Length ? text[at + 1] : '\0';
        at += 2;
        switch (kind)
        {
            case 'a': code = '\a'; return null;
            case 'b': code = '\b'; return null;
            case 'f': code = '\f'; return null;
            case 'n': code = '\n'; return null;
            case 'r': code = '\r'; return null;
            case 't': code = '\t'; return null;
            case 'v': code = '\v'; return null;
            case '\\' or '\'' or '"' or '`' or '?': code = kind; return null;
            case 'x' or 'X': isOctet = isBytes; return TryDigits(text, ref at, 2, 16, out code);
            case 'u': return isBytes ? "unable to unescape string" : TryDigits(text, ref at, 4, 16, out code);
            case 'U': return isBytes ? "unable to unescape string" : TryDigits(text, ref at, 8, 16, out code);
            case >= '0' and <= '3': isOctet = isBytes; at--; return TryDigits(text, ref at, 3, 8, out code);
            default: return "unable to unescape string";
        }
    }

    private static string? TryDigits(string text, ref int at, int count, int radix, out int code)
    {
        code = 0;
        for (var i = 0; i < count; i++, at++)
        {
            var digit = at < text.Length ? Digit(text[at]) : 99;
            if (digit >= radix || code > 0x0FFFFFFF / radix)
            {
                return "unable to unescape string";
            }
            code = (code * radix) + digit;
        }
        return null;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => 99,
    };
}
