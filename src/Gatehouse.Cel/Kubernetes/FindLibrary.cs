using System.Text.RegularExpressions;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.RegularExpressions;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary><c>find</c> and <c>findAll</c>: what a pattern matches in a text.</summary>
internal static class FindLibrary
{
    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("find", Of("string_find_string", [CelType.String, CelType.String], CelType.String, Find)),
        Function("findAll",
            Of("string_find_all_string", [CelType.String, CelType.String], ListText, FindAll),
            Of("string_find_all_string_int", [CelType.String, CelType.String, CelType.Int], ListText, FindAll)),
    ];

    private delegate Value Finder(Regex regex, ReadOnlySpan<Value> arguments);

    private static Overload Of(string id, CelType[] parameters, CelType result, Finder find) =>
        new(id, isMember: true, parameters, result, a => Patterns.Compile(a[1].AsString, out var error) is { } regex ? find(regex, a) : CelError.Create($"Illegal regex: {error.AsError.Message}"))
        {
            ConstantArgument = 1,
            BindConstant = pattern => pattern.Kind != ValueKind.String ? (null, null)
                : Patterns.Compile(pattern.AsString, out var error) is { } regex ? (a => find(regex, a), null)
                : (null, error.AsError.Message),
        };

    private static Value Find(Regex regex, ReadOnlySpan<Value> arguments) => Value.Of(regex.Match(arguments[0].AsString).Value);

    private static Value FindAll(Regex regex, ReadOnlySpan<Value> arguments)
    {
        var limit = arguments.Length > 2 ? arguments[2].AsInt : -1;
        List<Value> found = [];
        foreach (var match in PatternLibrary.Matches(regex, arguments[0].AsString))
        {
            if (limit >= 0 && found.Count >= limit)
            {
                break;
            }
            found.Add(Value.Of(match.Value));
        }
        return Value.List([.. found]);
    }
}
