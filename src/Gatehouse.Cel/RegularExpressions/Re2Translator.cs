using System.Globalization;
using System.Text;

namespace Gatehouse.Cel.RegularExpressions;

/// <summary>
/// Reads RE2 syntax (github.com/google/re2/wiki/Syntax) and writes the .NET pattern of the same meaning; what RE2 refuses is refused.
/// The differences that matter: classes are ASCII, <c>$</c> is the end of the text, <c>.</c> and negated classes take a whole code point, scripts are named, repetition is bounded.
/// </summary>
internal sealed class Re2Translator
{
    private const int RepetitionLimit = 1000;
    private const int NestingLimit = 200;
    private const int LengthLimit = 20_000;

    private const string AnyButNewline = @"(?:[^\n\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";
    private const string Any = @"(?:[^\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _nesting;

    private Re2Translator(string pattern) => _pattern = pattern;

    public static bool TryTranslate(string pattern, out string translated, out string problem)
    {
        (translated, problem) = ("", "");
        if (pattern.Length > LengthLimit)
        {
            problem = "expression too large";
            return false;
        }
        var translator = new Re2Translator(pattern);
        try
        {
            translator.Alternation(default);
            if (translator._at < pattern.Length)
            {
                throw new FormatException($"unexpected ): `{pattern}`");
            }
            translated = translator._output.ToString();
            return true;
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return false;
        }
    }

    private bool AtEnd => _at >= _pattern.Length;

    private char Current => AtEnd ? '\0' : _pattern[_at];

    private bool Accept(char c)
    {
        if (AtEnd || _pattern[_at] != c)
        {
            return false;
        }
        _at++;
        return true;
    }

    private void Alternation(Re2Flags flags)
    {
        if (++_nesting > NestingLimit)
        {
            throw new FormatException("expression nests too deeply");
        }
        flags = Sequence(flags);
        while (Accept('|'))
        {
            _output.Append('|');
            flags = Sequence(flags);
        }
        _nesting--;
    }

    // Flags set inside a sequence hold to the end of the group, over alternatives too.
    private Re2Flags Sequence(Re2Flags flags)
    {
        while (!AtEnd && Current is not ('|' or ')'))
        {
            var start = _output.Length;
            if (Current is '*' or '+' or '?' || (Current == '{' && IsRepetition(out _, out _, out _)))
            {
                throw new FormatException($"missing argument to repetition operator: `{Current}`");
            }
            if (Atom(ref flags))
            {
                Repetition(start, flags);
            }
        }
        return flags;
    }

    private void Repetition(int start, Re2Flags flags)
    {
        var isRepeated = false;
        while (!AtEnd)
        {
            var (minimum, maximum, length) = (0, -1, 1);
            switch (Current)
            {
                case '*':
                    break;
                case '+':
                    minimum = 1;
                    break;
                case '?':
                    maximum = 1;
                    break;
                case '{' when IsRepetition(out minimum, out maximum, out length):
                    break;
                default:
                    return;
            }
            if (minimum > RepetitionLimit || maximum > RepetitionLimit || (maximum >= 0 && minimum > maximum))
            {
                throw new FormatException($"invalid repeat count: `{_pattern.Substring(_at, length)}`");
            }
            if (isRepeated)
            {
                throw new FormatException($"invalid nested repetition operator: `{_pattern.Substring(_at, length)}`");
            }
            _at += length;
            var isLazy = Accept('?') != flags.Ungreedy;
            _output.Insert(start, "(?:").Append(')').Append('{').Append(minimum).Append(',');
            _ = maximum < 0 ? _output : _output.Append(maximum);
            _output.Append('}').Append(isLazy ? "?" : "");
            isRepeated = true;
        }
    }

    private bool IsRepetition(out int minimum, out int maximum, out int length)
    {
        (minimum, maximum, length) = (0, -1, 0);
        var close = _pattern.IndexOf('}', _at);
        if (close < 0)
        {
            return false;
        }
        length = close - _at + 1;
        var body = _pattern.AsSpan(_at + 1, close - _at - 1);
        var comma = body.IndexOf(',');
        var first = comma < 0 ? body : body[..comma];
        if (!TryCount(first, out minimum))
        {
            return false;
        }
        if (comma < 0)
        {
            maximum = minimum;
            return true;
        }
        return body.Length == comma + 1 || TryCount(body[(comma + 1)..], out maximum);
    }

    private static bool TryCount(ReadOnlySpan<char> text, out int count)
    {
        count = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }
        count = text.Length > 6 ? int.MaxValue : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>One atom; false when it was only flags.</summary>
    private bool Atom(ref Re2Flags flags)
    {
        var c = Current;
        switch (c)
        {
            case '(':
                return Group(ref flags);
            case '[':
                Class(flags);
                return true;
            case '\\':
                return Escape(flags);
            case '.':
                _at++;
                _output.Append(flags.DotAll ? Any : AnyButNewline);
                return true;
            case '^':
                _at++;
                _output.Append(flags.MultiLine ? @"(?m:^)" : @"\A");
                return true;
            case '$':
                _at++;
                _output.Append(flags.MultiLine ? @"(?m:$)" : @"\z");
                return true;
            default:
                Literal(NextRune(), flags);
                return true;
        }
    }

    private int NextRune()
    {
        if (AtEnd)
        {
            throw new FormatException("trailing backslash at end of expression: ``");
        }
        if (char.IsSurrogatePair(_pattern, _at))
        {
            _at += 2;
            return char.ConvertToUtf32(_pattern[_at - 2], _pattern[_at - 1]);
        }
        return _pattern[_at++];
    }

    private void Literal(int rune, Re2Flags flags)
    {
        var set = new RuneSet();
        set.Add(rune, rune);
        if (flags.IgnoreCase)
        {
            set.AddFolds();
        }
        set.Write(_output);
    }

    private bool Group(ref Re2Flags flags)
    {
        var open = _at++;
        if (!Accept('?'))
        {
            _output.Append('(');
            return Close(flags, open);
        }
        if (Current == 'P' || (Current == '<' && _at + 1 < _pattern.Length && _pattern[_at + 1] is not ('=' or '!')))
        {
            NamedGroup(open);
            return Close(flags, open);
        }
        var inner = Flags(flags, open, out var isGroup);
        if (!isGroup)
        {
            flags = inner;
            return false;
        }
        _output.Append("(?:");
        return Close(inner, open);
    }

    private bool Close(Re2Flags flags, int open)
    {
        Alternation(flags);
        if (!Accept(')'))
        {
            throw new FormatException($"missing closing ): `{_pattern[open..]}`");
        }
        _output.Append(')');
        return true;
    }

    private void NamedGroup(int open)
    {
        Accept('P');
        var end = Accept('<') ? _pattern.IndexOf('>', _at) : -1;
        var name = end < 0 ? "" : _pattern[_at..end];
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
        {
            throw new FormatException($"invalid named capture: `{(end < 0 ? _pattern[open..] : _pattern[open..(end + 1)])}`");
        }
        if (!_names.Add(name))
        {
            throw new FormatException($"duplicate capture group name: `{name}`");
        }
        _at = end + 1;
        // Numbered by position whatever their name, as in RE2; .NET would number named groups last.
        _output.Append('(');
    }

    private Re2Flags Flags(Re2Flags flags, int open, out bool isGroup)
    {
        var (isOn, any) = (true, false);
        while (!AtEnd)
        {
            switch (_pattern[_at++])
            {
                case 'i': flags.IgnoreCase = isOn; any = true; break;
                case 'm': flags.MultiLine = isOn; any = true; break;
                case 's': flags.DotAll = isOn; any = true; break;
                case 'U': flags.Ungreedy = isOn; any = true; break;
                case '-' when isOn: isOn = false; any = false; break;
                case ':' when isOn || any: isGroup = true; return flags;
                case ')' when isOn || any: isGroup = false; return flags;
                default: throw new FormatException($"invalid or unsupported Perl syntax: `{_pattern[open.._at]}`");
            }
        }
        throw new FormatException($"missing closing ): `{_pattern[open..]}`");
    }

    private bool Escape(Re2Flags flags)
    {
        var start = _at++;
        if (AtEnd)
        {
            throw new FormatException("trailing backslash at end of expression: ``");
        }
        switch (Current)
        {
            case 'A':
                _at++;
                _output.Append(@"\A");
                return true;
            case 'z':
                _at++;
                _output.Append(@"\z");
                return true;
            // RE2's word boundaries are ASCII, these Unicode: beside letters beyond ASCII they differ, and nothing linear can say it better.
            case 'b' or 'B':
                _output.Append('\\').Append(_pattern[_at++]);
                return true;
            case 'Q':
                _at++;
                Quotation(flags);
                return true;
            case 'C':
                throw new FormatException(@"invalid escape sequence: `\C`");
        }
        var set = new RuneSet();
        if (TryClassEscape(set, flags))
        {
            set.Write(_output);
            return true;
        }
        Literal(CharacterEscape(start), flags);
        return true;
    }

    private void Quotation(Re2Flags flags)
    {
        var end = _pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
        var stop = end < 0 ? _pattern.Length : end;
        // A repetition after a quotation belongs to its last character.
        while (_at < stop)
        {
            var start = _output.Length;
            Literal(NextRune(), flags);
            if (_at >= stop)
            {
                _at = end < 0 ? stop : end + 2;
                Repetition(start, flags);
                return;
            }
        }
        _at = end < 0 ? stop : end + 2;
    }

    /// <summary><c>\d</c>, <c>\w</c>, <c>\s</c>, their negations and <c>\p</c>; nothing is read when it is none of them.</summary>
    private bool TryClassEscape(RuneSet set, Re2Flags flags)
    {
        var kind = Current;
        switch (char.ToLowerInvariant(kind))
        {
            case 'd':
                AddClass(set, "09", char.IsUpper(kind));
                break;
            case 'w':
                AddClass(set, "09AZ__az", char.IsUpper(kind));
                break;
            case 's':
                AddClass(set, "\t\n\f\r  ", char.IsUpper(kind));
                break;
            case 'p':
                _at++;
                Property(set, char.IsUpper(kind), flags);
                return true;
            default:
                return false;
        }
        _at++;
        return true;
    }

    private static void AddClass(RuneSet set, string ranges, bool isNegated)
    {
        var part = new RuneSet();
        for (var i = 0; i < ranges.Length; i += 2)
        {
            part.Add(ranges[i], ranges[i + 1]);
        }
        set.AddAll(isNegated ? part.Complement() : part);
    }

    private void Property(RuneSet set, bool isNegated, Re2Flags flags)
    {
        var start = _at - 2;
        string name;
        if (Accept('{'))
        {
            var end = _pattern.IndexOf('}', _at);
            if (end < 0)
            {
                throw new FormatException($"invalid character class range: `{_pattern[start..]}`");
            }
            name = _pattern[_at..end];
            _at = end + 1;
        }
        else
        {
            name = char.ConvertFromUtf32(NextRune());
        }
        if (name.StartsWith('^'))
        {
            (isNegated, name) = (!isNegated, name[1..]);
        }
        if (!UnicodeTables.TryFind(name, out var part))
        {
            throw new FormatException($"invalid character class range: `{_pattern[start.._at]}`");
        }
        if (flags.IgnoreCase)
        {
            part = part.Copy();
            part.AddFolds();
        }
        set.AddAll(isNegated ? part.Complement() : part);
    }

    private int CharacterEscape(int start)
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case 'a': return '\a';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x': return Hexadecimal(start);
            case '0': return Octal(0);
            case >= '1' and <= '7' when Current is >= '0' and <= '7': return Octal(c - '0');
        }
        if (c < 0x80 && !char.IsAsciiLetterOrDigit(c))
        {
            return c;
        }
        throw new FormatException($"invalid escape sequence: `{_pattern[start.._at]}`");
    }

    private int Octal(int value)
    {
        for (var i = 0; i < 2 && Current is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (_pattern[_at++] - '0');
        }
        return value;
    }

    private int Hexadecimal(int start)
    {
        var isBraced = Accept('{');
        var end = isBraced ? _pattern.IndexOf('}', _at) : _at + 2;
        var valid = end >= 0 && end <= _pattern.Length && end - _at is > 0 and <= 6;
        if (!valid || !int.TryParse(_pattern.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value > 0x10FFFF)
        {
            throw new FormatException($"invalid escape sequence: `{_pattern[start..Math.Min(_pattern.Length, start + 4)]}`");
        }
        _at = isBraced ? end + 1 : end;
        return value;
    }

    private void Class(Re2Flags flags)
    {
        var open = _at++;
        var isNegated = Accept('^');
        var set = new RuneSet();
        for (var isFirst = true; isFirst || Current != ']' || AtEnd; isFirst = false)
        {
            if (AtEnd)
            {
                throw new FormatException($"missing closing ]: `{_pattern[open..]}`");
            }
            if (!TryNamedClass(set) && !TryEscapedClass(set, flags))
            {
                Range(set, flags, isFirst);
            }
        }
        _at++;
        (isNegated ? set.Complement() : set).Write(_output);
    }

    private bool TryNamedClass(RuneSet set)
    {
        if (Current != '[' || _at + 1 >= _pattern.Length || _pattern[_at + 1] != ':')
        {
            return false;
        }
        var end = _pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }
        var name = _pattern[(_at + 2)..end];
        var isNegated = name.StartsWith('^');
        var ranges = (isNegated ? name[1..] : name) switch
        {
            "alnum" => "09AZaz",
            "alpha" => "AZaz",
            "ascii" => "\0\x7F",
            "blank" => "\t\t  ",
            "cntrl" => "\0\x1F\x7F\x7F",
            "digit" => "09",
            "graph" => "!~",
            "lower" => "az",
            "print" => " ~",
            "punct" => "!/:@[`{~",
            "space" => "\t\r  ",
            "upper" => "AZ",
            "word" => "09AZaz__",
            "xdigit" => "09AFaf",
            _ => throw new FormatException($"invalid character class range: `{_pattern[_at..(end + 2)]}`"),
        };
        AddClass(set, ranges, isNegated);
        _at = end + 2;
        return true;
    }

    private bool TryEscapedClass(RuneSet set, Re2Flags flags)
    {
        if (Current != '\\' || _at + 1 >= _pattern.Length)
        {
            return false;
        }
        _at++;
        if (TryClassEscape(set, flags))
        {
            return true;
        }
        _at--;
        return false;
    }

    private void Range(RuneSet set, Re2Flags flags, bool isFirst)
    {
        var start = _at;
        if (Current == '-' && !isFirst && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
        {
            throw new FormatException($"invalid character class range: `{_pattern[_at..(_at + 2)]}`");
        }
        var low = ClassCharacter();
        var high = low;
        if (Current == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
        {
            _at++;
            high = ClassCharacter();
            if (high < low)
            {
                throw new FormatException($"invalid character class range: `{_pattern[start.._at]}`");
            }
        }
        var part = new RuneSet();
        part.Add(low, high);
        if (flags.IgnoreCase)
        {
            part.AddFolds();
        }
        set.AddAll(part);
    }

    private int ClassCharacter()
    {
        if (AtEnd)
        {
            throw new FormatException($"missing closing ]: `{_pattern}`");
        }
        if (Current != '\\')
        {
            return NextRune();
        }
        var start = _at++;
        if (AtEnd)
        {
            throw new FormatException("trailing backslash at end of expression: ``");
        }
        return CharacterEscape(start);
    }
}
