using CsCheck;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Evaluation;

/// <summary>Mutations of valid expressions: whatever comes of them, an answer, within the limits, and no exception.</summary>
public sealed class FuzzTests
{
    private const long CostLimit = 20_000;
    private const int Iterations = 4_000;

    private static readonly string[] Corpus = [.. new[] { "spec-true.txt", "spec-errors.txt", "kubernetes-true.txt" }
        .SelectMany(f => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "testdata", f)))
        .Where(l => l.Length > 0 && l[0] != '#')];

    private static readonly string[] Fragments =
    [
        "(", ")", "[", "]", "{", "}", "'", "\"", "\\", ".", ",", "?", ":", "!", "-", "&&", "||", "==", " in ", "null", "true", "1", "9223372036854775807", "0u", "1e308", "x", "object", ".map(x, x)", ".all(y, y)",
        ".exists(x, x == x)", "dyn(", ".?a", "[?0]", "has(", ".size()", "'\\u0000'", "😀", "\uD800", "b'\\xff'", "%s", ".format([1])", "optional.of(", ".matches('", "(a*)*", "\n", "//", "object.list", "type(",
    ];

    private static readonly CelEnvironment[] Environments = [.. new[] { CelDialect.Spec, CelDialect.Kubernetes }
        .Select(d => new CelEnvironment(new() { Dialect = d, HasBlockMacros = d == CelDialect.Spec, Variables = new Dictionary<string, CelType> { ["object"] = CelType.Dyn, ["x"] = CelType.Dyn } }))];

    private static readonly Gen<string> Mutated =
        from start in AnyOf(Corpus)
        from edits in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 10_000], AnyOf(Fragments), AnyOf(Corpus)).Array[1, 6]
        select edits.Aggregate(start, (text, edit) => Apply(text, edit.Item1, edit.Item2, edit.Item3, edit.Item4));

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Apply(string text, int kind, int position, string fragment, string other)
    {
        var at = position % (text.Length + 1);
        var rest = text[at..];
        return kind switch
        {
            0 => text[..at] + fragment + rest,
            1 => text[..at] + rest[Math.Min(rest.Length, 1 + (position % 5))..],
            2 => text[..at] + other[(position % other.Length)..] + rest,
            3 => text[..at] + rest + rest,
            _ => text[..at] + fragment + fragment + rest,
        };
    }

    private static CelVariables Variables => new CelVariables()
        .Set("object", JsonText.Parse("""{"list":[1,"a",null,{"b":[true,2.5]}],"a":{"b":"c"}}"""u8.ToArray()).Root)
        .Set("x", Value.Of(7L));

    [Fact]
    public void Mutated_expressions_are_refused_or_evaluated_within_their_limits() =>
        Mutated.Sample(
            source =>
            {
                foreach (var environment in Environments)
                {
                    Run(environment.Compile(source));
                    Run(environment.CompileUnchecked(source));
                }
            },
            iter: Iterations);

    private static void Run(CelCompilation compilation)
    {
        if (!compilation.Succeeded)
        {
            Assert.NotEmpty(compilation.Issues);
            Assert.All(compilation.Issues, i => Assert.True(i.Line >= 1 && i.Column >= 1 && i.ToString().Length > 0));
            return;
        }
        var result = compilation.Program.Evaluate(Variables, new CelLimits { Cost = CostLimit }, CancellationToken.None);
        Assert.True(result.Cost <= CostLimit || result.IsAborted);
        Assert.False(result.Value.IsNone);
        Assert.NotNull(result.Value.ToString());
    }

    [Fact]
    public void Mutated_JSON_is_refused_or_can_be_walked() =>
        (from edits in Gen.Select(Gen.Int[0, 60], AnyOf("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "1e", "-", "null", "😀", "\"a\":1")).Array[1, 5]
         select edits.Aggregate("""{"a":[1,2.5,{"b":"c\n"}],"a":null,"d":{"e":true}}""", (t, e) => t.Insert(e.Item1 % (t.Length + 1), e.Item2))).Sample(
            text =>
            {
                try
                {
                    Assert.NotNull(JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(text)).Root.ToString());
                }
                catch (System.Text.Json.JsonException)
                {
                    // The documented refusal.
                }
            },
            iter: Iterations);
}
