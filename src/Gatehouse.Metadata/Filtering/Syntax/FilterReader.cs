using System.Collections.Immutable;
using System.Globalization;

namespace Gatehouse.Metadata.Filtering.Syntax;

/// <summary>
/// Recursive descent over the grammar of AIP-160 as Grafeas ships it. From loosest to tightest: <c>AND</c>, sequence, <c>OR</c>, <c>NOT</c>, restriction.
/// <code>
/// expression  = sequence { "AND" sequence }
/// sequence    = factor { factor }
/// factor      = term { "OR" term }
/// term        = [ "NOT" | "-" ] simple
/// simple      = "(" expression ")" | call | restriction
/// restriction = path [ operator value ] | text
/// path        = part { "." part | "[" number "]" }
/// </code>
/// </summary>
internal sealed class FilterReader(string text, List<FilterToken> tokens, FilterLimits limits)
{
    private int _next;
    private int _depth;
    private int _terms;

    private FilterToken Current => tokens[_next];

    /// <returns>Null for an empty filter.</returns>
    public static FilterNode? Read(string text, FilterLimits limits)
    {
        var reader = new FilterReader(text, FilterLexer.Read(text), limits);
        if (reader.Current.Kind == FilterTokenKind.End)
        {
            return null;
        }

        var expression = reader.ReadExpression();
        return reader.Current.Kind == FilterTokenKind.End ? expression : throw reader.UnexpectedAfterTerm();
    }

    private FilterNode ReadExpression()
    {
        var terms = ImmutableArray.CreateBuilder<FilterNode>();
        do
        {
            terms.Add(ReadSequence());
        }
        while (TryTakeWord("AND"));
        return terms.Count == 1 ? terms[0] : new FilterNode.And(terms.ToImmutable());
    }

    private FilterNode ReadSequence()
    {
        var factors = ImmutableArray.CreateBuilder<FilterNode>();
        do
        {
            factors.Add(ReadFactor());
        }
        while (StartsTerm(Current));
        return factors.Count == 1 ? factors[0] : new FilterNode.And(factors.ToImmutable());
    }

    private FilterNode ReadFactor()
    {
        var terms = ImmutableArray.CreateBuilder<FilterNode>();
        do
        {
            terms.Add(ReadTerm());
        }
        while (TryTakeWord("OR"));
        return terms.Count == 1 ? terms[0] : new FilterNode.Or(terms.ToImmutable());
    }

    private FilterNode ReadTerm()
    {
        if (Current.Kind != FilterTokenKind.Minus && !Current.IsWord("NOT"))
        {
            return ReadSimple();
        }

        _next++;
        return new FilterNode.Not(ReadSimple());
    }

    private FilterNode ReadSimple()
    {
        if (Current.Kind == FilterTokenKind.OpenParenthesis)
        {
            return ReadComposite();
        }

        if (Current.Kind is not (FilterTokenKind.Word or FilterTokenKind.QuotedText) || IsReserved(Current))
        {
            throw Unexpected(_next == 0 ? "a field or a value" : $"a field, a value or \"(\" after {tokens[_next - 1]}");
        }

        if (++_terms > limits.MaximumTerms)
        {
            throw new FilterSyntaxException(Current.Start, $"more than {limits.MaximumTerms} terms: expected a shorter filter");
        }

        var path = ReadPath();
        return Current.Kind switch
        {
            FilterTokenKind.Operator => ReadRestriction(path),
            FilterTokenKind.OpenParenthesis when IsAdjacent => ReadCall(path),
            _ => new FilterNode.Bare(AsLiteral(path)),
        };
    }

    private FilterNode ReadComposite()
    {
        var open = Current;
        if (++_depth > limits.MaximumDepth)
        {
            throw new FilterSyntaxException(open.Start, $"parentheses are nested more than {limits.MaximumDepth} deep: expected a flatter filter");
        }

        _next++;
        var inner = ReadExpression();
        if (Current.Kind != FilterTokenKind.CloseParenthesis)
        {
            throw Current.Kind == FilterTokenKind.End
                ? Unexpected($"\")\" for the \"(\" at {FilterPosition.Of(text, open.Start)}")
                : UnexpectedAfterTerm();
        }

        _next++;
        _depth--;
        return inner;
    }

    private FilterNode.Restriction ReadRestriction(PathNode path)
    {
        var comparison = Current;
        _next++;
        if (Current.Kind == FilterTokenKind.Operator && IsAdjacent)
        {
            throw Unexpected($"a value after {comparison} (equality is written \"=\", inequality \"!=\")");
        }

        return new(path, comparison.Operator, ReadLiteral($"a value after {comparison}"), comparison.Start);
    }

    private FilterNode.Call ReadCall(PathNode function)
    {
        _next++;
        var arguments = ImmutableArray.CreateBuilder<CallArgument>();
        while (Current.Kind != FilterTokenKind.CloseParenthesis || arguments.Count > 0)
        {
            arguments.Add(ReadArgument());
            if (Current.Kind == FilterTokenKind.CloseParenthesis)
            {
                break;
            }

            Take(FilterTokenKind.Comma, $"\",\" or \")\" in the arguments of \"{function.Text}\"");
        }

        _next++;
        return new(function.Text, arguments.ToImmutable(), function.Start);
    }

    private CallArgument ReadArgument()
    {
        if (Current.Kind is not FilterTokenKind.Word)
        {
            return new(null, ReadLiteral("an argument"));
        }

        var path = ReadPath();
        return new(path, AsLiteral(path));
    }

    /// <summary>Quoted text, or words, dots and minus signs without space between them: <c>-7.5</c>, <c>1.2.3</c>, <c>HIGH</c>.</summary>
    private LiteralNode ReadLiteral(string expected)
    {
        var first = Current;
        if (first.Kind == FilterTokenKind.QuotedText)
        {
            _next++;
            return new(first.Text, true, first.StarFirst, first.StarLast, first.Start);
        }

        if (!IsPartOfWord(first) || IsReserved(first))
        {
            throw Unexpected(expected);
        }

        do
        {
            _next++;
        }
        while (IsAdjacent && IsPartOfWord(Current));
        return Unquoted(first.Start, tokens[_next - 1].End);
    }

    private PathNode ReadPath()
    {
        var start = Current.Start;
        var parts = ImmutableArray.CreateBuilder<PathPart>();
        parts.Add(ReadPathPart());
        while (IsAdjacent && Current.Kind is FilterTokenKind.Dot or FilterTokenKind.OpenBracket)
        {
            parts.Add(TryTake(FilterTokenKind.Dot) ? ReadPathPart() : ReadIndex());
            if (parts.Count > limits.MaximumPathParts)
            {
                throw new FilterSyntaxException(start, $"a path of more than {limits.MaximumPathParts} parts: expected a shorter one");
            }
        }

        return new(parts.ToImmutable(), text[start..tokens[_next - 1].End], start);
    }

    private PathPart ReadPathPart()
    {
        var token = Current;
        if (token.Kind is not (FilterTokenKind.Word or FilterTokenKind.QuotedText) || (_next > 0 && tokens[_next - 1].Kind == FilterTokenKind.Dot && !IsAdjacent))
        {
            throw Unexpected("a name after \".\"");
        }

        _next++;
        return new(token.Kind == FilterTokenKind.Word ? PathPartKind.Name : PathPartKind.QuotedName, token.Text, 0, token.Start);
    }

    private PathPart ReadIndex()
    {
        Take(FilterTokenKind.OpenBracket, "\"[\"");
        var token = Current;
        var isStar = token.IsWord("*");
        var index = 0;
        if (!isStar && (token.Kind != FilterTokenKind.Word || !int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw Unexpected("the number of an element, from 0, or * for any");
        }

        _next++;
        Take(FilterTokenKind.CloseBracket, "\"]\"");
        return new(isStar ? PathPartKind.AnyIndex : PathPartKind.Index, "", index, token.Start);
    }

    private LiteralNode AsLiteral(PathNode path)
    {
        var last = tokens[_next - 1];
        return path.Parts is [{ Kind: PathPartKind.QuotedName }]
            ? new(last.Text, true, last.StarFirst, last.StarLast, path.Start)
            : Unquoted(path.Start, last.End);
    }

    private LiteralNode Unquoted(int start, int end) => new(text[start..end], false, text[start] == '*', text[end - 1] == '*', start);

    /// <summary>No white space stands before the current token.</summary>
    private bool IsAdjacent => _next > 0 && tokens[_next - 1].End == Current.Start;

    private static bool IsPartOfWord(FilterToken token) => token.Kind is FilterTokenKind.Word or FilterTokenKind.Dot or FilterTokenKind.Minus;

    private static bool IsReserved(FilterToken token) => token.IsWord("AND") || token.IsWord("OR") || token.IsWord("NOT");

    private static bool StartsTerm(FilterToken token) =>
        token.Kind is FilterTokenKind.Word or FilterTokenKind.QuotedText or FilterTokenKind.Minus or FilterTokenKind.OpenParenthesis
        && !token.IsWord("AND") && !token.IsWord("OR");

    private bool TryTake(FilterTokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        _next++;
        return true;
    }

    private bool TryTakeWord(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        _next++;
        return true;
    }

    private void Take(FilterTokenKind kind, string expected)
    {
        if (!TryTake(kind))
        {
            throw Unexpected(expected);
        }
    }

    private FilterSyntaxException Unexpected(string expected) => new(Current.Start, $"expected {expected}, found {Current}");

    private FilterSyntaxException UnexpectedAfterTerm() => Current switch
    {
        { Kind: FilterTokenKind.CloseParenthesis } => new(Current.Start, "expected AND, OR, another term or the end, found \")\" without a \"(\""),
        { Kind: FilterTokenKind.Operator } => new(Current.Start, $"expected AND, OR, another term or the end, found {Current}: quote a value that has such a sign in it"),
        _ => Unexpected("AND, OR, another term or the end"),
    };
}
