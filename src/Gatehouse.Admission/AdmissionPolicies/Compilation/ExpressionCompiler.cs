using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel;
using Gatehouse.Cel.Types;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>Compiles the expressions of one policy. Variables become known in the order in which they are compiled.</summary>
/// <param name="minor">Of Kubernetes 1.x, whose libraries there are.</param>
/// <param name="hasVariables">Whether expressions may name <c>variables</c>.</param>
internal sealed class ExpressionCompiler(int minor, bool hasParams, bool hasVariables)
{
    private static readonly CelType PatchedObject = CelType.Message("Object");

    private static readonly CelType PatchList = CelType.List(CelType.Message("JSONPatch"));

    private readonly Dictionary<string, CelType> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<EnvironmentKey, CelEnvironment> _environments = [];

    public CompiledExpression CompileVariable(NamedExpression variable)
    {
        var compiled = Compile(variable.Expression, ExpressionUse.Variable);
        _variables[variable.Name] = compiled.Program is { } program ? PolicyTypes.Declare(program.Type) : CelType.Dyn;
        return compiled;
    }

    public CompiledExpression Compile(string source, ExpressionUse use)
    {
        var compilation = FindEnvironment(use).Compile(source);
        return compilation.Program is not { } program ? new(source, null, $"compilation failed: {compilation.IssueText}")
            : FindMismatch(compilation.Type, use) is { } mismatch ? new(source, null, mismatch)
            : new(source, program, null);
    }

    private CelEnvironment FindEnvironment(ExpressionUse use)
    {
        var isComposed = hasVariables && use != ExpressionUse.MatchCondition;
        var key = new EnvironmentKey(minor, hasParams, use != ExpressionUse.Message, isComposed, use is ExpressionUse.ApplyConfiguration or ExpressionUse.JsonPatch);
        if (!isComposed)
        {
            return PolicyEnvironments.Get(key);
        }

        if (!_environments.TryGetValue(key, out var environment))
        {
            _environments[key] = environment = PolicyEnvironments.Get(key).WithObject(PolicyTypes.Variables, _variables);
        }

        return environment;
    }

    private static string? FindMismatch(CelType type, ExpressionUse use) => use switch
    {
        ExpressionUse.Variable => null,
        ExpressionUse.AuditAnnotation => type.Equals(CelType.String) || type.Equals(CelType.Null) ? null : $"must evaluate to one of [string null_type] but got {type.ToDeclaration()}",
        _ => FindMismatch(type, ExpectedOf(use)),
    };

    private static string? FindMismatch(CelType type, CelType expected) => type.Equals(expected) ? null : $"must evaluate to {expected.ToDeclaration()} but got {type.ToDeclaration()}";

    private static CelType ExpectedOf(ExpressionUse use) => use switch
    {
        ExpressionUse.Message => CelType.String,
        ExpressionUse.ApplyConfiguration => PatchedObject,
        ExpressionUse.JsonPatch => PatchList,
        _ => CelType.Bool,
    };
}
