using System.Text;
using System.Text.Json;
using Gatehouse.Cel;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Types;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Sigstore;

/// <summary>What a statement has to say, in CEL over its <c>predicateType</c>, <c>predicate</c> and <c>subject</c>. An expression that fails, or costs too much, is not fulfilled.</summary>
public sealed class StatementExpression : IStatementCondition
{
    private static readonly string[] Members = ["predicateType", "predicate", "subject"];
    private static readonly CelEnvironment Language = new(new()
    {
        Dialect = CelDialect.Kubernetes,
        Variables = Members.ToDictionary(m => m, _ => CelType.Dyn, StringComparer.Ordinal),
        MaximumLength = 8_192,
    });

    private readonly CelProgram _program;

    private StatementExpression(CelProgram program) => _program = program;

    public static bool TryCompile(string text, out StatementExpression? expression, out string error)
    {
        var compilation = Language.Compile(text);
        expression = compilation.Succeeded && IsCondition(compilation) ? new(compilation.Program) : null;
        error = compilation.Succeeded ? expression is null ? $"true or false is expected, not {compilation.Type}" : "" : compilation.IssueText;
        return expression is not null;
    }

    public string? Explain(JsonElement statement)
    {
        var variables = new CelVariables();
        foreach (var member in Members)
        {
            if (statement.TryGetProperty(member, out var value))
            {
                variables = variables.Set(member, JsonText.Parse(Encoding.UTF8.GetBytes(value.GetRawText())).Root);
            }
        }

        var result = _program.Evaluate(variables, CelLimits.Kubernetes);
        return result.IsError ? $"{_program.Source}: {result.Error}" : result.Value.Equals(Cel.Values.Value.True) ? null : $"{_program.Source} does not hold";
    }

    private static bool IsCondition(CelCompilation compilation) => compilation.Type == CelType.Bool || compilation.Type == CelType.Dyn;
}
