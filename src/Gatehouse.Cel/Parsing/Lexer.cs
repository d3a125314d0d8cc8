using System.Buffers;

namespace Gatehouse.Cel.Parsing;

/// <summary>Splits an expression into tokens (language definition, "Syntax").</summary>
internal sealed class Lexer(string source, IssueList issues)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/ ");
    private readonly List<Token> _tokens = [];
    private int _at;

    public static int Pack(char first, char second = '\0') => first | (second << 16);

    public List<Token> Read()
    {
        while (SkipBlank())
        {
            ReadToken();
        }
        _tokens.Add(new(TokenKind.End, source.Length, 0));
        return _tokens;
    }

    private char Peek(int ahead = 0) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private bool SkipBlank()
    {
        while (_at < source.Length)
        {
            if (source[_at] is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                _at++;
            }
            else if (source[_at] == '/' && Peek(1) == '/')
            {
                var end = source.AsSpan(_at).IndexOf('\n');
                _at = end < 0 ? source.Length : _at + end;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    private void ReadToken()
    {
        var c = source[_at];
        if (IsLetter(c))
        {
            ReadWord();
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            ReadNumber();
        }
        else if (c is '"' or '\'')
        {
            ReadQuoted(TokenKind.String, 0, isRaw: false);
        }
        else if (c == '`')
        {
            ReadEscapedIdentifier();
        }
        else
        {
            ReadPunctuation(c);
        }
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';

    private void Add(TokenKind kind, int length, int op = 0)
    {
        _tokens.Add(new(kind, _at, length, op));
        _at += length;
    }

    private void ReadWord()
    {
        if (TryReadPrefixed())
        {
            return;
        }
        var length = 1;
        while (IsLetter(Peek(length)) || char.IsAsciiDigit(Peek(length)))
        {
            length++;
        }
        Add(source.AsSpan(_at, length) switch
        {
            "in" => TokenKind.In,
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            _ => TokenKind.Identifier,
        }, length);
    }

    private bool TryReadPrefixed()
    {
        var (first, second) = (Peek() | 0x20, Peek(1) | 0x20);
        var prefix = (first is 'r' or 'b') && IsQuote(Peek(1)) ? 1
            : ((first == 'r' && second == 'b') || (first == 'b' && second == 'r')) && IsQuote(Peek(2)) ? 2
            : 0;
        if (prefix > 0)
        {
            ReadQuoted(first == 'b' || (prefix == 2 && second == 'b') ? TokenKind.Bytes : TokenKind.String, prefix, first == 'r' || (prefix == 2 && second == 'r'));
        }
        return prefix > 0;
    }

    private static bool IsQuote(char c) => c is '"' or '\'';

    private void ReadNumber()
    {
        var length = 0;
        if (Peek() == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            length = 2;
            while (char.IsAsciiHexDigit(Peek(length)))
            {
                length++;
            }
            AddInteger(length);
            return;
        }
        var isDouble = false;
        length = Digits(length);
        if (Peek(length) == '.' && char.IsAsciiDigit(Peek(length + 1)))
        {
            isDouble = true;
            length = Digits(length + 1);
        }
        if (Peek(length) is 'e' or 'E')
        {
            var exponent = Peek(length + 1) is '+' or '-' ? length + 2 : length + 1;
            if (char.IsAsciiDigit(Peek(exponent)))
            {
                isDouble = true;
                length = Digits(exponent);
            }
        }
        if (isDouble)
        {
            Add(TokenKind.Double, length);
        }
        else
        {
            AddInteger(length);
        }
    }

    private void AddInteger(int length)
    {
        var isUnsigned = Peek(length) is 'u' or 'U';
        Add(isUnsigned ? TokenKind.Uint : TokenKind.Int, isUnsigned ? length + 1 : length);
    }

    private int Digits(int length)
    {
        while (char.IsAsciiDigit(Peek(length)))
        {
            length++;
        }
        return length;
    }

    private void ReadQuoted(TokenKind kind, int prefix, bool isRaw)
    {
        var quote = source[_at + prefix];
        var isTriple = Peek(prefix + 1) == quote && Peek(prefix + 2) == quote;
        var length = prefix + (isTriple ? 3 : 1);
        while (_at + length < source.Length)
        {
            var c = source[_at + length];
            if (c == '\\' && !isRaw)
            {
                length += 2;
            }
            else if (c == quote && (!isTriple || (Peek(length + 1) == quote && Peek(length + 2) == quote)))
            {
                Add(kind, length + (isTriple ? 3 : 1));
                return;
            }
            else if (!isTriple && c is '\n' or '\r')
            {
                break;
            }
            else
            {
                length++;
            }
        }
        length = Math.Min(length, source.Length - _at);
        Refuse(length);
    }

    private void ReadEscapedIdentifier()
    {
        var end = source.AsSpan(_at + 1).IndexOfAnyExcept(Escaped);
        if (end > 0 && source[_at + 1 + end] == '`')
        {
            Add(TokenKind.EscapedIdentifier, end + 2);
        }
        else
        {
            Refuse(1);
        }
    }

    private void ReadPunctuation(char c)
    {
        var next = Peek(1);
        if ((c, next) is ('=', '=') or ('!', '=') or ('<', '=') or ('>', '=') or ('&', '&') or ('|', '|'))
        {
            Add(TokenKind.Punctuation, 2, Pack(c, next));
        }
        else if (c is '<' or '>' or '!' or '?' or ':' or '.' or ',' or '(' or ')' or '[' or ']' or '{' or '}' or '+' or '-' or '*' or '/' or '%')
        {
            Add(TokenKind.Punctuation, 1, Pack(c));
        }
        else
        {
            Refuse(char.IsHighSurrogate(c) && char.IsLowSurrogate(next) ? 2 : 1);
        }
    }

    private void Refuse(int length)
    {
        issues.Add(_at, $"Syntax error: token recognition error at: '{IssueText.Quote(source.Substring(_at, length))}'");
        _at += length;
    }
}
