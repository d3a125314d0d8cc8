using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Tests.Costs;

/// <summary>Estimates before evaluation; the figures are those that cel-go publishes for the same expressions and sizes.</summary>
public sealed class EstimateTests
{
    [Theory]
    [InlineData("\"Hello World!\"", "", "", 0, 0)]
    [InlineData("input", "input: list(int)", "", 1, 1)]
    [InlineData("input['key']", "input: map(string, string)", "", 2, 2)]
    [InlineData("has(input.a.b)", "input: map(string, dyn)", "", 3, 3)]
    [InlineData("input.getFullYear()", "input: timestamp", "", 2, 2)]
    [InlineData("[1, 2, 3]", "", "", 10, 10)]
    [InlineData("{\"a\": 1, \"b\": 2}", "", "", 30, 30)]
    [InlineData("input.all(x, true)", "input: list(int)", "input=100", 2, 302)]
    [InlineData("input.all(x, x.all(y, true))", "input: list(list(int))", "input=50 input.@items=10", 2, 1752)]
    [InlineData("[1, 2, 3].all(x, true)", "", "", 20, 20)]
    [InlineData("input.matches('[0-9]')", "input: string", "input=500", 3, 103)]
    [InlineData("'123'.matches('[0-9]')", "", "", 2, 2)]
    [InlineData("a || b || c || d", "a: bool, b: bool, c: bool, d: bool", "", 1, 4)]
    [InlineData("2 in [1, 2, 3]", "", "", 13, 13)]
    [InlineData("true ? 1 : 2", "", "", 0, 0)]
    [InlineData("size('123')", "", "", 1, 1)]
    [InlineData("string(input)", "input: bytes", "input=500", 1, 51)]
    [InlineData("string(input) == string(input)", "input: bytes", "input=500", 3, 152)]
    [InlineData("bytes(input) == bytes(input)", "input: string", "input=500", 3, 302)]
    [InlineData("input.contains(arg1)", "input: string, arg1: string", "input=500 arg1=500", 2, 2502)]
    [InlineData("input.startsWith(arg1)", "input: string, arg1: string", "arg1=500", 2, 52)]
    [InlineData("input.all(k, k.contains(k))", "input: map(string, int)", "input=5 input.@keys=10", 2, 32)]
    [InlineData("input.all(k, input[k].all(x, true))", "input: map(string, list(int))", "input=5 input.@values=10", 2, 187)]
    public void Estimate_is_that_of_the_peer(string expression, string variables, string sizes, int minimum, int maximum) =>
        Assert.Equal(new CostRange((ulong)minimum, (ulong)maximum), Estimate(CelDialect.Spec, expression, variables, sizes));

    [Theory]
    [InlineData("has(input.a.b)", "input: map(string, dyn)", "", 2, 2)]
    [InlineData("input.split(',')", "input: string", "input=10", 1, 3)]
    [InlineData("quantity(input).isInteger()", "input: string", "input=20", 2, 4)]
    [InlineData("input.sum()", "input: list(int)", "input=7", 1, 8)]
    [InlineData("input.isSorted()", "input: list(string)", "input=10 input.@items=100", 1, 111)]
    [InlineData("input.find('ab')", "input: string", "input=9", 2, 2)]
    public void Estimate_is_that_of_the_API_server(string expression, string variables, string sizes, int minimum, int maximum) =>
        Assert.Equal(new CostRange((ulong)minimum, (ulong)maximum), Estimate(CelDialect.Kubernetes, expression, variables, sizes));

    [Fact]
    public void Unknown_sizes_have_no_bound() =>
        Assert.Equal(ulong.MaxValue, Estimate(CelDialect.Kubernetes, "input.all(x, x > 0)", "input: list(int)", "").Maximum);

    [Theory]
    [InlineData("[1, 2, 3].map(x, x * 2).filter(y, y > 2).size() > 0")]
    [InlineData("'a,b,c'.split(',').all(s, s.size() == 1)")]
    [InlineData("[[1, 2], [3]].exists(l, l.exists(x, x == 3))")]
    [InlineData("{'a': 1, 'b': 2}.transformMap(k, v, v + 1).size() == 2")]
    [InlineData("quantity('1Gi').add(quantity('1Mi')).isGreaterThan(quantity('1G'))")]
    public void Evaluation_costs_no_more_than_the_estimate(string expression)
    {
        var compilation = new CelEnvironment(new() { Dialect = CelDialect.Kubernetes }).Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var cost = (ulong)compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken).Cost;
        Assert.True(cost <= compilation.EstimateCost().Maximum, $"{cost} > {compilation.EstimateCost().Maximum}");
    }

    private static CostRange Estimate(CelDialect dialect, string expression, string variables, string sizes)
    {
        var types = variables.Split(", ", StringSplitOptions.RemoveEmptyEntries).Aggregate(new List<string>(), Rejoin).Select(v => v.Split(": ")).ToDictionary(p => p[0], p => TypeNamed(p[1]));
        var compilation = new CelEnvironment(new() { Dialect = dialect, Variables = types }).Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        return compilation.EstimateCost(new KnownSizes(sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=')).ToDictionary(p => p[0], p => ulong.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture))));
    }

    // The comma inside a map's type is not one between variables.
    private static List<string> Rejoin(List<string> parts, string part)
    {
        if (part.Contains(": ", StringComparison.Ordinal))
        {
            parts.Add(part);
        }
        else
        {
            parts[^1] += $", {part}";
        }
        return parts;
    }

    private static CelType TypeNamed(string name) => name switch
    {
        "bool" => CelType.Bool,
        "bytes" => CelType.Bytes,
        "dyn" => CelType.Dyn,
        "int" => CelType.Int,
        "string" => CelType.String,
        "timestamp" => CelType.Timestamp,
        _ when name.StartsWith("list(", StringComparison.Ordinal) => CelType.List(TypeNamed(name[5..^1])),
        _ => CelType.Map(TypeNamed(name[4..name.IndexOf(',', StringComparison.Ordinal)]), TypeNamed(name[(name.IndexOf(',', StringComparison.Ordinal) + 2)..^1])),
    };

    private sealed class KnownSizes(Dictionary<string, ulong> sizes) : ISizeEstimates
    {
        public CostRange? Estimate(IReadOnlyList<string> path, CelType type) => sizes.TryGetValue(string.Join('.', path), out var size) ? new CostRange(0, size) : null;
    }
}
