using Gatehouse.Cel;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Access.Conditions;

/// <summary>
/// CEL as conditions of IAM know it (IAM documentation, "Attribute reference for IAM Conditions"): <c>resource.name</c>, <c>resource.type</c>, <c>resource.service</c>,
/// <c>request.time</c>, <c>api.getAttribute(name, default)</c> and <c>text.extract(template)</c>.
/// </summary>
public static class ConditionLanguage
{
    internal const string ResourceName = "resource.name";
    internal const string ResourceType = "resource.type";
    internal const string ResourceService = "resource.service";
    internal const string RequestTime = "request.time";

    // Most servers have no condition and never need it.
    private static readonly Lazy<CelEnvironment> Language = new(Create);

    /// <returns>Every mistake, by line and column; none for an expression that can be evaluated.</returns>
    public static IEnumerable<string> FindMistakes(string expression)
    {
        if (string.IsNullOrWhiteSpace(expression))
        {
            return ["must be a CEL expression"];
        }

        var compilation = Language.Value.Compile(expression);
        return compilation switch
        {
            { Succeeded: false } => compilation.Issues.Select(i => $"{i.Line}:{i.Column}: {i.Message}"),
            { Type.Kind: CelTypeKind.Bool or CelTypeKind.Dyn } => [],
            _ => [$"1:1: must be true or false, is of type {compilation.Type}"],
        };
    }

    internal static CelProgram? Compile(string expression) => Language.Value.Compile(expression).Program;

    private static CelEnvironment Create() => new(new()
    {
        MaximumLength = ConditionLimits.Length,
        Variables = new Dictionary<string, CelType>
        {
            [ResourceName] = CelType.String,
            [ResourceType] = CelType.String,
            [ResourceService] = CelType.String,
            [RequestTime] = CelType.Timestamp,
        },
        Functions =
        [
            // No call here carries an attribute, so that each has its default.
            new("api.getAttribute", new Overload("api_get_attribute", isMember: false, [CelType.String, CelType.Parameter("A")], CelType.Parameter("A"), a => a[1])),
            new("extract", new Overload("string_extract", isMember: true, [CelType.String, CelType.String], CelType.String, Extract)),
        ],
    });

    private static Value Extract(ReadOnlySpan<Value> arguments) =>
        ExtractTemplate.Apply(arguments[0].AsString, arguments[1].AsString) is { } found ? Value.Of(found) : CelError.Create("extract needs a template with one {name}");
}
