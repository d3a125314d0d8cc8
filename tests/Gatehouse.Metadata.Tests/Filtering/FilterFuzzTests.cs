using System.Globalization;
using CsCheck;
using Gatehouse.Fakes.Filters;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Tests.Filtering;

/// <summary>Whatever comes in, the answer is an expression that prints and decides, or errors with places inside the text.</summary>
public sealed class FilterFuzzTests
{
    private static readonly string[] Tokens =
    [
        "kind", "vulnerability", "packageIssue", "resourceUrl", "createTime", "discovery.files.digest", "build", "noteId", "has_prefix", "AND", "OR", "NOT", "-",
        "(", ")", "[", "]", "[0]", "[*]", ".", ",", ":", "=", "!=", "<", "<=", ">", ">=", "\"", "\"x\"", "\"*", "*", "\\", "'", "1", "-7.5", "0x1F", "1e999",
        "BUILD", "\"2026-01-31\"", "true", " ", "\n", "\t", "😀", "\u00A0", "!", "é",
    ];

    private static readonly Gen<string> AnyToken = Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]);
    private static readonly Gen<string> AnyText = Gen.Char.Array[0, 60].Select(c => new string(c));
    private static readonly Gen<string> AnyTokens = AnyToken.Array[0, 25].Select(string.Concat);

    private static readonly Gen<string> Damaged = Gen.Select(Gen.Int, Gen.Int[0, 10_000], AnyToken).Select((seed, at, token) =>
    {
        var text = new FilterGenerator(seed, FilterSchema.Occurrences).NextText();
        return text.Insert(at % (text.Length + 1), token);
    });

    [Fact]
    public void Random_text_is_answered() => AnyText.Sample(IsAnswered, iter: 20_000);

    [Fact]
    public void Random_tokens_are_answered() => AnyTokens.Sample(IsAnswered, iter: 50_000);

    [Fact]
    public void Damaged_filters_are_answered() => Damaged.Sample(IsAnswered, iter: 20_000);

    private static bool IsAnswered(string text) => FilterParser.Parse(text, FilterSchema.Occurrences) switch
    {
        FilterParseResult.Parsed { Expression: null } => string.IsNullOrWhiteSpace(text),
        FilterParseResult.Parsed { Expression: { } expression } => IsStable(expression),
        FilterParseResult.Failed failed => failed.Errors.Length > 0 && failed.Errors.All(e => e.Message.Length > 0 && IsInside(e.Position, text)),
        _ => false,
    };

    private static bool IsStable(FilterExpression expression)
    {
        var record = new RecordGenerator(FilterPrinter.Print(expression).Length).NextOccurrence();
        var again = ((FilterParseResult.Parsed)FilterParser.Parse(FilterPrinter.Print(expression), FilterSchema.Occurrences, new() { MaximumLength = 100_000 })).Expression!;
        return expression.Equals(again) && FilterEvaluator.Matches(expression, record) == FilterEvaluator.Matches(again, record);
    }

    private static bool IsInside(FilterPosition position, string text)
    {
        var lines = text.Split('\n');
        Assert.True(position.Line is null == (lines.Length == 1), string.Create(CultureInfo.InvariantCulture, $"{position} in {lines.Length} lines"));
        return position.Column >= 1 && position.Column <= lines[(position.Line ?? 1) - 1].Length + 1;
    }
}
