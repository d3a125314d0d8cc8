using System.Globalization;
using System.Net;

namespace Gatehouse.Cel.Library;

/// <summary>Texts of addresses, read as strictly as Go's net/netip does, with its words for what is wrong.</summary>
internal static class Addresses
{
    public static bool TryParse(string text, out IPAddress address, out bool hasZone, out string problem)
    {
        (address, hasZone, problem) = (IPAddress.None, false, "");
        foreach (var c in text)
        {
            switch (c)
            {
                case '.':
                    return TryParseVersion4(text, text, out address, out problem);
                case ':':
                    return TryParseVersion6(text, out address, out hasZone, out problem);
                case '%':
                    problem = $"ParseAddr({Quoted(text)}): missing IPv6 address";
                    return false;
            }
        }
        problem = $"ParseAddr({Quoted(text)}): unable to parse IP";
        return false;
    }

    public static bool IsVersion4(IPAddress address) => address.GetAddressBytes().Length == 4;

    private static string Quoted(string text) => TextLibrary.Quote(text);

    private static bool TryParseVersion4(string whole, string text, out IPAddress address, out string problem)
    {
        address = IPAddress.None;
        Span<byte> octets = stackalloc byte[4];
        var (position, value, digits) = (0, 0, 0);
        string Fail(string what) => $"ParseAddr({Quoted(whole)}): {what}";
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (digits == 1 && value == 0)
                {
                    problem = Fail("IPv4 field has octet with leading zero");
                    return false;
                }
                value = (value * 10) + (c - '0');
                digits++;
                if (value > 255)
                {
                    problem = Fail("IPv4 field has value >255");
                    return false;
                }
            }
            else if (c == '.')
            {
                if (i == 0 || i == text.Length - 1 || text[i - 1] == '.')
                {
                    problem = Fail($"IPv4 field must have at least one digit (at {Quoted(text[i..])})");
                    return false;
                }
                if (position == 3)
                {
                    problem = Fail("IPv4 address too long");
                    return false;
                }
                octets[position++] = (byte)value;
                (value, digits) = (0, 0);
            }
            else
            {
                problem = Fail($"unexpected character (at {Quoted(text[i..])})");
                return false;
            }
        }
        if (position < 3)
        {
            problem = Fail("IPv4 address too short");
            return false;
        }
        octets[3] = (byte)value;
        (address, problem) = (new(octets), "");
        return true;
    }

    private static bool TryParseVersion6(string whole, out IPAddress address, out bool hasZone, out string problem)
    {
        address = IPAddress.None;
        var zone = whole.IndexOf('%', StringComparison.Ordinal);
        hasZone = zone >= 0;
        var text = hasZone ? whole[..zone] : whole;
        problem = zone == whole.Length - 1 ? Problem(whole, "zone must be a non-empty string") : "";
        if (problem.Length > 0)
        {
            return false;
        }
        Span<byte> octets = stackalloc byte[16];
        var (filled, ellipsis, rest) = (0, -1, text);
        if (rest.StartsWith("::", StringComparison.Ordinal))
        {
            (ellipsis, rest) = (0, rest[2..]);
        }
        while (filled < 16 && rest.Length > 0)
        {
            var digits = 0;
            var value = 0;
            while (digits < rest.Length && char.IsAsciiHexDigit(rest[digits]))
            {
                value = (value << 4) + int.Parse(rest.AsSpan(digits, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                if (++digits > 4)
                {
                    problem = Problem(whole, $"each group must have 4 or less digits (at {Quoted(rest)})");
                    return false;
                }
            }
            if (digits == 0)
            {
                problem = Problem(whole, $"each colon-separated field must have at least one digit (at {Quoted(rest)})");
                return false;
            }
            if (digits < rest.Length && rest[digits] == '.')
            {
                if ((ellipsis < 0 && filled != 12) || filled + 4 > 16)
                {
                    problem = Problem(whole, filled + 4 > 16 ? $"too many hex fields to fit an embedded IPv4 at the end of the address (at {Quoted(rest)})" : $"embedded IPv4 address must replace the final 2 fields of the address (at {Quoted(rest)})");
                    return false;
                }
                if (!TryParseVersion4(whole, rest, out var embedded, out problem))
                {
                    return false;
                }
                embedded.GetAddressBytes().CopyTo(octets[filled..]);
                (filled, rest) = (filled + 4, "");
                break;
            }
            octets[filled++] = (byte)(value >> 8);
            octets[filled++] = (byte)value;
            rest = rest[digits..];
            if (rest.Length == 0)
            {
                break;
            }
            if (rest[0] != ':')
            {
                problem = Problem(whole, $"unexpected character, want colon (at {Quoted(rest)})");
                return false;
            }
            if (rest.Length == 1)
            {
                problem = Problem(whole, $"colon must be followed by more characters (at {Quoted(rest)})");
                return false;
            }
            rest = rest[1..];
            if (rest[0] == ':')
            {
                if (ellipsis >= 0)
                {
                    problem = Problem(whole, $"multiple :: in address (at {Quoted(rest)})");
                    return false;
                }
                (ellipsis, rest) = (filled, rest[1..]);
            }
        }
        if (rest.Length > 0)
        {
            problem = Problem(whole, $"trailing garbage after address (at {Quoted(rest)})");
            return false;
        }
        if (filled < 16 && ellipsis < 0)
        {
            problem = Problem(whole, "address string too short");
            return false;
        }
        if (filled == 16 && ellipsis >= 0)
        {
            problem = Problem(whole, "the :: must expand to at least one field of zeros");
            return false;
        }
        if (filled < 16)
        {
            var tail = octets[ellipsis..filled].ToArray();
            octets[ellipsis..].Clear();
            tail.CopyTo(octets[(16 - tail.Length)..]);
        }
        address = new(octets);
        return true;
    }

    private static string Problem(string text, string what) => $"ParseAddr({Quoted(text)}): {what}";

    public static bool TryParseBlock(string text, out IPAddress address, out int prefixLength, out string problem)
    {
        (address, prefixLength) = (IPAddress.None, 0);
        string Fail(string what) => $"netip.ParsePrefix({Quoted(text)}): {what}";
        var slash = text.LastIndexOf('/');
        if (slash < 0)
        {
            problem = Fail("no '/'");
            return false;
        }
        if (!TryParse(text[..slash], out address, out var hasZone, out problem))
        {
            problem = Fail(problem);
            return false;
        }
        if (hasZone)
        {
            problem = Fail("IPv6 zones cannot be present in a prefix");
            return false;
        }
        var bits = text[(slash + 1)..];
        if (!int.TryParse(bits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out prefixLength) || (bits.Length > 1 && bits[0] is < '1' or > '9'))
        {
            problem = Fail($"bad bits after slash: {Quoted(bits)}");
            return false;
        }
        if (prefixLength < 0 || prefixLength > (IsVersion4(address) ? 32 : 128))
        {
            problem = Fail("prefix length out of range");
            return false;
        }
        return true;
    }

    public static IPAddress Mask(IPAddress address, int prefixLength)
    {
        var octets = address.GetAddressBytes();
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] &= (byte)(0xFF << Math.Clamp(8 - (prefixLength - (i * 8)), 0, 8));
        }
        return new(octets);
    }

    /// <summary>The canonical text (RFC 5952).</summary>
    public static string Render(IPAddress address)
    {
        if (IsVersion4(address))
        {
            return address.ToString();
        }
        if (address.IsIPv4MappedToIPv6)
        {
            return $"::ffff:{address.MapToIPv4()}";
        }
        var octets = address.GetAddressBytes();
        Span<int> fields = stackalloc int[8];
        for (var i = 0; i < 8; i++)
        {
            fields[i] = (octets[i * 2] << 8) | octets[(i * 2) + 1];
        }
        var (start, length) = LongestZeros(fields);
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }
            text.Append(i > 0 && i != start + length ? ":" : "").Append(fields[i].ToString("x", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<int> fields)
    {
        var (best, length) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && fields[end] == 0)
            {
                end++;
            }
            if (end - i > length)
            {
                (best, length) = (i, end - i);
            }
            i = Math.Max(i, end - 1);
        }
        return (best, best < 0 ? 0 : length);
    }
}
