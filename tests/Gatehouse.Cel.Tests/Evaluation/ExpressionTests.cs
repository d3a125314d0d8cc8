using Gatehouse.Cel.Evaluation;

namespace Gatehouse.Cel.Tests.Evaluation;

/// <summary>Expressions of our own, a line each, over all of the language and its libraries.</summary>
public sealed class ExpressionTests
{
    private static readonly CelEnvironment Spec = new(new());
    private static readonly CelEnvironment Kubernetes = new(new() { Dialect = CelDialect.Kubernetes });

    public static TheoryData<string> TrueInSpec => Read("spec-true.txt");

    public static TheoryData<string> ErrorsInSpec => Read("spec-errors.txt");

    public static TheoryData<string> TrueInKubernetes => Read("kubernetes-true.txt");

    public static TheoryData<string, string> ErrorsInKubernetes =>
        [.. Read("kubernetes-errors.txt").Select(r => r.Data.Split(" | ", 2)).Select(p => new TheoryDataRow<string, string>(p[0], p[1]))];

    private static TheoryData<string> Read(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "testdata", file)).Where(l => l.Length > 0 && l[0] != '#')];

    [Theory, MemberData(nameof(TrueInSpec))]
    public void Expression_is_true_in_the_language(string expression) => AssertTrue(Spec, expression);

    [Theory, MemberData(nameof(TrueInKubernetes))]
    public void Expression_is_true_in_Kubernetes(string expression) => AssertTrue(Kubernetes, expression);

    [Theory, MemberData(nameof(ErrorsInKubernetes))]
    public void Error_is_worded_as_the_API_server_words_it(string expression, string expected)
    {
        var compilation = Kubernetes.Compile(expression);
        var actual = compilation.Succeeded ? compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken).Error : compilation.IssueText;
        Assert.Contains(expected, actual, StringComparison.Ordinal);
    }

    private static void AssertTrue(CelEnvironment environment, string expression)
    {
        var compilation = environment.Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var result = compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        Assert.True(result.Value.AsBool);
    }

    [Theory, MemberData(nameof(ErrorsInSpec))]
    public void Expression_is_an_error_in_the_language(string expression)
    {
        var compilation = Spec.Compile(expression);
        if (compilation.Succeeded)
        {
            var result = compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken);
            Assert.True(result.IsError, $"an error was expected, not {result.Value}");
            Assert.False(result.IsAborted);
        }
        else
        {
            Assert.NotEmpty(compilation.Issues);
        }
    }
}
