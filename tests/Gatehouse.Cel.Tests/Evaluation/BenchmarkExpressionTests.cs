using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using Gatehouse.Standards;

namespace Gatehouse.Cel.Tests.Evaluation;

/// <summary>The expressions of the admission benchmark: their results, their exact costs, and what they may allocate.</summary>
public sealed class BenchmarkExpressionTests
{
    private const int Warmups = 50;
    private const int Rounds = 200;
    private static readonly string? Folder = TestData.FindFolder("cel-bench");

    private static readonly CelEnvironment Environment = new(new()
    {
        Dialect = CelDialect.Kubernetes,
        Variables = new Dictionary<string, CelType> { ["object"] = CelType.Dyn, ["request"] = CelType.Dyn },
    });

    public static TheoryData<string, string> Expressions => Folder is null
        ? [new TheoryDataRow<string, string>("", "") { Skip = TestData.Absent }]
        : [.. File.ReadLines(Path.Combine(Folder, "exprs.tsv")).Where(l => l.Contains('\t', StringComparison.Ordinal)).Select(l => l.Split('\t', 2)).Select(p => new TheoryDataRow<string, string>(p[0], p[1]))];

    private static CelVariables ReadVariables() => new CelVariables()
        .Set("object", JsonText.Parse(File.ReadAllBytes(Path.Combine(Folder!, "pod.json"))).Root)
        .Set("request", JsonText.Parse(File.ReadAllBytes(Path.Combine(Folder!, "request.json"))).Root);

    /// <summary>The costs are in the table of the README: id, four numbers, cost.</summary>
    private static long ReadCost(string id) => File.ReadLines(Path.Combine(Folder!, "README.md"))
        .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(c => c.Length >= 5 && c[0] == id)
        .Select(c => long.Parse(c[4], System.Globalization.CultureInfo.InvariantCulture))
        .Single();

    [Theory, MemberData(nameof(Expressions))]
    [Trait("Category", "Conformance"), Trait("Suite", "cel-bench: costs")]
    public void Result_and_cost_are_those_of_the_API_server(string id, string expression)
    {
        var compilation = Environment.Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var result = compilation.Program.Evaluate(ReadVariables(), cancellation: TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        Assert.True(result.Value.Kind == ValueKind.String || result.Value.AsBool);
        Assert.Equal(ReadCost(id), result.Cost);
    }

    [Theory, MemberData(nameof(Expressions))]
    public void Evaluation_without_new_containers_allocates_nothing(string id, string expression)
    {
        var program = Environment.Compile(expression).Program!;
        var variables = ReadVariables();
        for (var i = 0; i < Warmups; i++)
        {
            program.Evaluate(variables, cancellation: TestContext.Current.CancellationToken);
        }
        var perEvaluation = Enumerable.Range(0, Rounds).Min(_ => Allocated(() => program.Evaluate(variables, cancellation: CancellationToken.None)));
        Assert.True(perEvaluation <= Budget(expression), $"{id}: {perEvaluation} bytes");
    }

    // The runtime itself now and then allocates on the thread, when it compiles a method again: the least of many rounds is the program's own.
    private static long Allocated(Action evaluate)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        evaluate();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Lists that the expression makes, quantities it parses and optionals it holds are its own; nothing else may be allocated.
    private static long Budget(string expression) =>
        expression.Contains(".map(", StringComparison.Ordinal) || expression.Contains(".filter(", StringComparison.Ordinal) ? 64 * 1024
        : expression.Contains("quantity(", StringComparison.Ordinal) ? 8 * 1024
        : expression.Contains('?', StringComparison.Ordinal) || expression.Contains('+', StringComparison.Ordinal) ? 1024
        : 0;
}
