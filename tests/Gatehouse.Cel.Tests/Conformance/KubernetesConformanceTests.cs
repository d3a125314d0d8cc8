using System.Text.Json;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using Gatehouse.Standards;

namespace Gatehouse.Cel.Tests.Conformance;

/// <summary>Outcome, type and exact cost as the API server's own environment has them, row by row.</summary>
public sealed class KubernetesConformanceTests
{
    private static readonly Lazy<CelEnvironment> Environment = new(() => new(new() { Dialect = CelDialect.Kubernetes }));
    private static readonly Lazy<JsonElement[]> EnvironmentRows = new(() => Read("kubernetes-env.jsonl"));
    private static readonly Lazy<JsonElement[]> LibraryRows = new(() => Read("kubernetes-libraries.jsonl"));

    public static TheoryData<int, string> EnvironmentCases => List(EnvironmentRows);

    public static TheoryData<int, string> LibraryCases => List(LibraryRows);

    private static JsonElement[] Read(string file)
    {
        var path = TestData.FindFolder("cel-conformance") is { } folder ? Path.Combine(folder, file) : "";
        return File.Exists(path) ? [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement)] : [];
    }

    private static TheoryData<int, string> List(Lazy<JsonElement[]> rows) => rows.Value.Length == 0
        ? [new TheoryDataRow<int, string>(0, "") { Skip = TestData.Absent }]
        : [.. rows.Value.Select((r, i) => new TheoryDataRow<int, string>(i, r.GetProperty("expr").GetString()!))];

    [Theory, MemberData(nameof(EnvironmentCases))]
    [Trait("Category", "Conformance"), Trait("Suite", "cel-conformance: kubernetes-env")]
    public void Outcome_type_and_cost_are_those_of_the_API_server(int index, string expression)
    {
        var row = EnvironmentRows.Value[index];
        var compilation = Environment.Value.Compile(expression);
        var outcome = row.GetProperty("outcome").GetString();
        if (!compilation.Succeeded)
        {
            VerifyRefusal(compilation, outcome, Text(row, "message")!);
            return;
        }
        var result = compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((outcome, Text(row, "type"), row.GetProperty("cost").GetInt64()), (result.IsError ? "error" : "value", compilation.Type.ToDeclaration(), result.Cost));
    }

    /// <summary>A constant that fails to convert is found while planning: the judge has no position for it, and no cost.</summary>
    private static void VerifyRefusal(CelCompilation compilation, string? outcome, string message)
    {
        var isPlanning = compilation.Type.Kind != CelTypeKind.Error;
        Assert.True(outcome == "compile-error" || isPlanning, compilation.IssueText);
        Assert.Contains(message.Split('\n')[0], isPlanning && !message.StartsWith("ERROR:", StringComparison.Ordinal) ? compilation.Issues[0].Message : compilation.IssueText.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LibraryCases))]
    [Trait("Category", "Conformance"), Trait("Suite", "cel-conformance: kubernetes-libraries")]
    public void Library_function_is_that_of_the_API_server(int index, string expression)
    {
        var row = LibraryRows.Value[index];
        var compilation = Environment.Value.Compile(expression);
        if (row.TryGetProperty("compileError", out var issues))
        {
            Assert.Equal(issues.GetString(), compilation.IssueText);
            return;
        }
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var result = compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((Text(row, "type"), Text(row, "error"), row.GetProperty("cost").GetInt64()), (compilation.Type.ToDeclaration(), result.Error, result.Cost));
        if (row.TryGetProperty("value", out var value))
        {
            Assert.True(Equality.AreEqual(ReadValue(value), result.Value), $"expected {value}, found {result.Value}");
        }
        else if (row.TryGetProperty("text", out var text))
        {
            Assert.Equal(result.Value.Kind == ValueKind.Timestamp ? GoText.ToUniversalTime(text.GetString()!) : text.GetString(), GoText.Render(result.Value));
        }
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Value ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.String => Value.Of(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt64(out var integer) => Value.Of(integer),
        _ => Value.Of(value.GetDouble()),
    };
}
