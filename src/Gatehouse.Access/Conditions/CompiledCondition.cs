using Gatehouse.Cel;
using Gatehouse.Cel.Values;

namespace Gatehouse.Access.Conditions;

/// <summary>A condition made ready for asking, when it is first asked. One that fails does not hold.</summary>
internal sealed class CompiledCondition(PolicyCondition condition)
{
    private static readonly CelLimits Limits = new() { Cost = ConditionLimits.Cost };
    private readonly Lazy<CelProgram?> _program = new(() => ConditionLanguage.Compile(condition.Expression));

    public bool Holds(in AccessQuestion question) => FindObstacle(question) is null;

    /// <returns>Why it does not hold; null when it does.</returns>
    public string? FindObstacle(in AccessQuestion question)
    {
        if (_program.Value is not { } program)
        {
            return "it does not compile";
        }

        var result = program.Evaluate(question.ToVariables(), Limits);
        return result switch
        {
            { IsError: true } => $"it fails: {result.Error}",
            { Value.Kind: ValueKind.Bool } => result.Value.AsBool ? null : "it is false",
            _ => "it is neither true nor false",
        };
    }
}
