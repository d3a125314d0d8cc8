using System.Buffers;
using System.Text;

namespace Gatehouse.Metadata.Filtering.Syntax;

/// <summary>Cuts a filter into tokens, in one pass.</summary>
internal ref struct FilterLexer(string text)
{
    private const string Signs = ".,()[]:=<>\"";

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n\f\v!" + Signs);

    private readonly List<FilterToken> _tokens = [];
    private int _offset;

    public static List<FilterToken> Read(string text)
    {
        RefuseUnusableCharacters(text);
        var lexer = new FilterLexer(text);
        while (lexer.ReadNext())
        {
        }

        return lexer._tokens;
    }

    /// <summary>No record can hold them, and databases differ in how they refuse them.</summary>
    private static void RefuseUnusableCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                throw new FilterSyntaxException(i, $"U+{(int)text[i]:X4} cannot be in a filter");
            }
        }
    }

    private bool ReadNext()
    {
        while (_offset < text.Length && char.IsWhiteSpace(text[_offset]))
        {
            _offset++;
        }

        if (_offset == text.Length)
        {
            Add(FilterTokenKind.End, 0);
            return false;
        }

        switch (text[_offset])
        {
            case '"': ReadQuoted(); break;
            case '.': Add(FilterTokenKind.Dot, 1); break;
            case ',': Add(FilterTokenKind.Comma, 1); break;
            case '(': Add(FilterTokenKind.OpenParenthesis, 1); break;
            case ')': Add(FilterTokenKind.CloseParenthesis, 1); break;
            case '[': Add(FilterTokenKind.OpenBracket, 1); break;
            case ']': Add(FilterTokenKind.CloseBracket, 1); break;
            case '-': Add(FilterTokenKind.Minus, 1); break;
            case ':': AddOperator(ComparisonOperator.Contains, 1); break;
            case '=': AddOperator(ComparisonOperator.Equal, 1); break;
            case '<': AddOrdering(ComparisonOperator.Less, ComparisonOperator.LessOrEqual); break;
            case '>': AddOrdering(ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual); break;
            case '!' when Next == '=': AddOperator(ComparisonOperator.NotEqual, 2); break;
            default: ReadWord(); break;
        }

        return true;
    }

    private readonly char Next => _offset + 1 < text.Length ? text[_offset + 1] : '\0';

    private void Add(FilterTokenKind kind, int length)
    {
        _tokens.Add(new(kind, _offset, _offset + length, text.Substring(_offset, length)));
        _offset += length;
    }

    private void AddOperator(ComparisonOperator comparison, int length)
    {
        _tokens.Add(new(FilterTokenKind.Operator, _offset, _offset + length, text.Substring(_offset, length), comparison));
        _offset += length;
    }

    private void AddOrdering(ComparisonOperator strict, ComparisonOperator inclusive)
    {
        var length = Next == '=' ? 2 : 1;
        AddOperator(length == 2 ? inclusive : strict, length);
    }

    /// <summary>A run of anything that is not white space or a sign. A <c>!</c> ends it only as part of <c>!=</c>.</summary>
    private void ReadWord()
    {
        var end = _offset;
        while (true)
        {
            var length = text.AsSpan(end).IndexOfAny(WordEnds);
            end = length < 0 ? text.Length : end + length;
            if (end == text.Length || text[end] != '!' || (end + 1 < text.Length && text[end + 1] == '='))
            {
                break;
            }

            end++;
        }

        end = FirstWhiteSpace(end);
        var word = text[_offset..end];
        _tokens.Add(new(FilterTokenKind.Word, _offset, end, word, StarFirst: word[0] == '*', StarLast: word[^1] == '*'));
        _offset = end;
    }

    /// <summary>White space beyond ASCII ends a word as well.</summary>
    private readonly int FirstWhiteSpace(int end)
    {
        for (var i = _offset; i < end; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        return end;
    }

    private void ReadQuoted()
    {
        var start = _offset++;
        var content = new StringBuilder();
        var (starFirst, starLast) = (false, false);
        while (true)
        {
            if (_offset == text.Length)
            {
                throw new FilterSyntaxException(start, "this quote is never closed: expected another \"");
            }

            var c = text[_offset++];
            if (c == '"')
            {
                break;
            }

            starLast = c == '*';
            starFirst |= starLast && content.Length == 0;
            content.Append(c == '\\' ? ReadEscape() : c);
        }

        _tokens.Add(new(FilterTokenKind.QuotedText, start, _offset, content.ToString(), StarFirst: starFirst, StarLast: starLast));
    }

    private char ReadEscape()
    {
        var c = _offset < text.Length ? text[_offset++] : '\0';
        return c switch
        {
            '"' or '\\' or '\'' or '*' or '/' => c,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\0' => throw new FilterSyntaxException(_offset - 1, "a backslash ends the filter: expected an escaped character and a closing quote"),
            _ => throw new FilterSyntaxException(_offset - 2, $"\"\\{c}\" is no escape: expected one of \\\" \\\\ \\* \\n \\r \\t; write \\\\ for a backslash"),
        };
    }
}
