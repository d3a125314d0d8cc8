using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Evaluation;

/// <summary>What bounds an expression and its evaluation.</summary>
public sealed class LimitTests
{
    private static readonly CelEnvironment Environment = new(new());

    private const string Heavy = "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, [1,2,3,4,5,6,7,8,9].all(e, [1,2,3,4,5,6,7,8,9].all(f, [1,2,3,4,5,6,7,8,9].all(g, a + b + c + d + e + f + g > 0)))))))";

    private static CelResult Evaluate(string source, CelLimits? limits = null, CancellationToken cancellation = default)
    {
        var compilation = Environment.Compile(source);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        return compilation.Program.Evaluate(CelVariables.Empty, limits, cancellation);
    }

    [Fact]
    public void Cost_limit_ends_an_evaluation()
    {
        var result = Evaluate(Heavy, new CelLimits { Cost = 1_000 }, TestContext.Current.CancellationToken);
        Assert.True(result.IsAborted);
        Assert.Equal("operation cancelled: actual cost limit exceeded", result.Error);
    }

    [Fact]
    public void Cost_limit_is_not_absorbed_by_an_operator() =>
        Assert.True(Evaluate($"{Heavy} || true", new CelLimits { Cost = 1_000 }, TestContext.Current.CancellationToken).IsAborted);

    [Theory]
    [InlineData("1 + 1", 1)]
    [InlineData("[1, 2, 3].all(x, x > 0)", 16)]
    public void Cost_limit_may_be_used_up_exactly(string source, long cost)
    {
        Assert.Equal((true, cost), (Evaluate(source, new CelLimits { Cost = cost }, TestContext.Current.CancellationToken).Value.Kind != ValueKind.Error, Evaluate(source, cancellation: TestContext.Current.CancellationToken).Cost));
        Assert.True(Evaluate(source, new CelLimits { Cost = cost - 1 }, TestContext.Current.CancellationToken).IsAborted);
    }

    [Fact]
    public void Cancellation_ends_an_evaluation()
    {
        var result = Evaluate(Heavy, new CelLimits { Cost = long.MaxValue }, new CancellationToken(canceled: true));
        Assert.Equal((true, "operation interrupted"), (result.IsAborted, result.Error));
    }

    [Fact]
    public void Doubling_a_list_takes_neither_memory_nor_time()
    {
        var source = string.Concat(Enumerable.Repeat("cel.bind(x, ", 40)) + "[1]" + string.Concat(Enumerable.Repeat(", x + x)", 40)) + ".size() > 0";
        var result = Evaluate(source, cancellation: TestContext.Current.CancellationToken);
        Assert.True(result.Value.IsTrue);
    }

    [Fact]
    public void Comparing_shared_containers_ends()
    {
        var doubled = string.Concat(Enumerable.Repeat("cel.bind(x, ", 40)) + "[1]" + string.Concat(Enumerable.Repeat(", [x, x])", 40));
        Assert.True(Evaluate($"{doubled} == {doubled}", cancellation: TestContext.Current.CancellationToken).IsAborted);
    }

    [Fact]
    public void Repeating_macros_do_not_multiply_without_end()
    {
        var source = "optional.of(1)" + string.Concat(Enumerable.Repeat(".optMap(x, x)", 60));
        Assert.Contains("expression is too large", Environment.Compile(source).IssueText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("!", "true", "")]
    [InlineData("{1: ", "1", "}")]
    [InlineData("true ? 1 : ", "1", "")]
    [InlineData("[1].map(x, ", "1", ")")]
    [InlineData("1 + ", "1", "")]
    [InlineData("x.y[", "1", "]")]
    public void Depth_is_bounded(string open, string core, string close)
    {
        var source = string.Concat(Enumerable.Repeat(open, 5_000)) + core + string.Concat(Enumerable.Repeat(close, 5_000));
        var compilation = Environment.CompileUnchecked(source);
        Assert.True(open == "!" || compilation.IssueText.Contains("limit exceeded", StringComparison.Ordinal), compilation.IssueText);
    }

    [Fact]
    public void Deepest_expressions_run_on_a_small_stack()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("1", 590));
        var loops = string.Concat(Enumerable.Repeat("[1].map(x, ", 110)) + "1" + new string(')', 110);
        var programs = new[] { $"{sum} == 590", $"size({loops}) == 1" }.Select(e => Environment.Compile(e).Program!).ToArray();
        var results = new List<CelResult>();
        OnStack(512, () => results.AddRange(programs.Select(p => p.Evaluate(CelVariables.Empty, cancellation: CancellationToken.None))));
        Assert.Equal([true, true], results.Select(r => r.Value.IsTrue));
    }

    [Fact]
    public void Compiling_on_a_stack_that_is_too_small_is_refused()
    {
        var text = "";
        OnStack(256, () => text = Environment.Compile(string.Join(" + ", Enumerable.Repeat("1", 590))).IssueText);
        Assert.Contains("recursion limit exceeded", text, StringComparison.Ordinal);
    }

    private static void OnStack(int kibibytes, Action action)
    {
        var thread = new Thread(() => action(), kibibytes * 1024);
        thread.Start();
        thread.Join();
    }

    [Fact]
    public void Long_expressions_are_checked_in_time()
    {
        var source = string.Join(" && ", Enumerable.Repeat("[1] == [2]", 6_000));
        Assert.False(Evaluate(source, cancellation: TestContext.Current.CancellationToken).Value.AsBool);
    }

    [Fact]
    public void Unchecked_call_without_arguments_is_no_overload()
    {
        var program = new CelEnvironment(new() { Dialect = CelDialect.Kubernetes }).CompileUnchecked("sum() == 0").Program!;
        Assert.Equal("no such overload", program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken).Error);
    }

    [Fact]
    public void Length_is_bounded() =>
        Assert.Contains("exceeds limit", new CelEnvironment(new() { MaximumLength = 10 }).Compile("1 + 2 + 3 + 4").IssueText, StringComparison.Ordinal);

    [Fact]
    public void Patterns_match_in_linear_time()
    {
        var result = Evaluate($"'{new string('a', 20_000)}b'.matches('^(a+)+$')", cancellation: TestContext.Current.CancellationToken);
        Assert.False(result.Value.AsBool);
    }

    [Fact]
    public void Program_runs_on_many_threads()
    {
        var program = new CelEnvironment(new() { Variables = new Dictionary<string, Types.CelType> { ["n"] = Types.CelType.Int } }).Compile("[1, 2, 3].map(x, x * n).filter(y, y > n).size() == (n > 0 ? 2 : 0)").Program!;
        Parallel.For(1, 2_000, n => Assert.True(program.Evaluate(new CelVariables().Set("n", Value.Of((long)n)), cancellation: CancellationToken.None).Value.IsTrue));
    }
}
