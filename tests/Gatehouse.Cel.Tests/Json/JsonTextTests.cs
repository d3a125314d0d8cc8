using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Json;

/// <summary>Values straight from JSON bytes.</summary>
public sealed class JsonTextTests
{
    private static readonly CelEnvironment Environment = new(new() { Variables = new Dictionary<string, CelType> { ["o"] = CelType.Dyn } });

    private static Value Evaluate(string json, string expression, bool hasIntegers = true)
    {
        var compilation = Environment.Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        return compilation.Program.Evaluate(new CelVariables().Set("o", JsonText.Parse(Encoding.UTF8.GetBytes(json), hasIntegers).Root), cancellation: TestContext.Current.CancellationToken).Value;
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,2.5,"x",true,null]}}""", "o.a.b == [1, 2.5, 'x', true, null] && size(o.a.b) == 5 && o.a.b[2] == 'x'")]
    [InlineData("""{"a":1,"a":2}""", "o.a == 2 && size(o) == 1 && o == {'a': 2} && o.map(k, k) == ['a']")]
    [InlineData("""{"\u0061\n":"\ud83d\ude00\"\\"}""", "o['a\\n'] == '😀\"\\\\' && o['a\\n'].size() == 3")]
    [InlineData("""{"é":"é"}""", "o['é'] == 'é' && o['é'].size() == 1 && 'é' in o && o['é'].startsWith('é') && o == {'é': 'é'}")]
    [InlineData("""{"n":9223372036854775807,"big":9223372036854775808,"e":1e2,"neg":-5}""", "o.n == 9223372036854775807 && type(o.n) == int && type(o.big) == double && type(o.e) == double && o.neg == -5")]
    [InlineData("[]", "o == [] && !o.exists(x, true)")]
    [InlineData("{}", "o == {} && !has(o.a) && o.?a.orValue(1) == 1")]
    [InlineData("\"text\"", "o == 'text' && o + '!' == 'text!' && o.contains('ex') && o in ['text']")]
    [InlineData("""{"a":[{"k":1},{"k":2}]}""", "o.a.map(x, x.k) == [1, 2] && o.a.exists(x, x.k == 2) && o.a.all(i, x, x.k == i + 1)")]
    public void Expression_over_the_document_is_true(string json, string expression) => Assert.True(Evaluate(json, expression).IsTrue);

    [Fact]
    public void Numbers_are_doubles_where_asked() => Assert.True(Evaluate("[1]", "type(o[0]) == double && o[0] == 1.0", hasIntegers: false).IsTrue);

    [Fact]
    public void Large_containers_are_found_in_by_index()
    {
        var members = Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"name{i:D6}\":{i}"));
        var json = $"{{{string.Join(',', members)},\"name000007\":-7,\"l\":[{string.Join(',', Enumerable.Range(0, 20_000))}]}}";
        Assert.True(Evaluate(json, "o.name019999 == 19999 && o.name000007 == -7 && !('name020000' in o) && o.l[19999] == 19999 && size(o) == 20001").IsTrue);
        Assert.True(Evaluate(json, "o.all(k, k == 'l' || k == 'name000007' || o.l[o[k]] == o[k])").IsTrue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{\"a\" 1}")]
    [InlineData("01")]
    [InlineData("1 2")]
    [InlineData("\"\u0001\"")]
    public void What_is_no_JSON_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => JsonText.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Depth_is_bounded()
    {
        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
        Assert.Equal(ValueKind.List, JsonText.Parse(Nested(JsonText.DefaultMaximumDepth)).Root.Kind);
        Assert.ThrowsAny<JsonException>(() => JsonText.Parse(Nested(JsonText.DefaultMaximumDepth + 1)));
    }

    [Fact]
    public void Reading_fields_and_comparing_texts_decodes_nothing()
    {
        var document = JsonText.Parse("""{"metadata":{"name":"web","labels":{"team":"payments"}}}"""u8.ToArray());
        var program = Environment.Compile("o.metadata.name == 'web' && o.metadata.labels.team.startsWith('pay') && 'team' in o.metadata.labels").Program!;
        var variables = new CelVariables().Set("o", document.Root);
        Assert.True(program.Evaluate(variables, cancellation: TestContext.Current.CancellationToken).Value.IsTrue);
        var fresh = Enumerable.Range(0, 50).Select(_ => new CelVariables().Set("o", JsonText.Parse("""{"metadata":{"name":"web","labels":{"team":"payments"}}}"""u8.ToArray()).Root)).ToArray();
        Assert.Equal(0, fresh.Min(v =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            program.Evaluate(v, cancellation: CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }
}
