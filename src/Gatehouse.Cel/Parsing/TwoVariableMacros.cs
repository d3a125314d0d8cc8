using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Parsing;

/// <summary>Comprehensions over index and element, or key and value (cel-spec extension "two-variable comprehensions").</summary>
internal static class TwoVariableMacros
{
    public const string Insert = "cel.@mapInsert";

    public static IEnumerable<Macro> All =>
    [
        new("all", true, 3, (c, t, a) => StandardMacros.ForAll(c, t!, First(a), Second(a), a[2])),
        new("exists", true, 3, (c, t, a) => StandardMacros.Exists(c, t!, First(a), Second(a), a[2])),
        new("existsOne", true, 3, (c, t, a) => StandardMacros.ExistsOne(c, t!, First(a), Second(a), a[2])),
        new("exists_one", true, 3, (c, t, a) => StandardMacros.ExistsOne(c, t!, First(a), Second(a), a[2])),
        new("transformList", true, 3, (c, t, a) => StandardMacros.Transform(c, t!, First(a), Second(a), null, a[2])),
        new("transformList", true, 4, (c, t, a) => StandardMacros.Transform(c, t!, First(a), Second(a), a[2], a[3])),
        new("transformMap", true, 3, (c, t, a) => ToMap(c, t!, a, null, c.Call(Insert, c.Accumulated, c.Name(First(a)), a[2]))),
        new("transformMap", true, 4, (c, t, a) => ToMap(c, t!, a, a[2], c.Call(Insert, c.Accumulated, c.Name(First(a)), a[3]))),
        new("transformMapEntry", true, 3, (c, t, a) => ToMap(c, t!, a, null, c.Call(Insert, c.Accumulated, a[2]))),
        new("transformMapEntry", true, 4, (c, t, a) => ToMap(c, t!, a, a[2], c.Call(Insert, c.Accumulated, a[3]))),
    ];

    private static ComprehensionExpr ToMap(MacroContext c, Expr range, Expr[] arguments, Expr? filter, Expr step) => c.Fold(
        range, First(arguments), Second(arguments), c.EmptyMap, c.Constant(Value.True), StandardMacros.Filtered(c, filter, step), c.Accumulated);

    private static string First(Expr[] arguments) => StandardMacros.Variable(arguments[0], "argument must be a simple name");

    private static string Second(Expr[] arguments)
    {
        var second = StandardMacros.Variable(arguments[1], "argument must be a simple name");
        return second == First(arguments) ? throw new MacroException(arguments[1].Position, $"duplicate variable name: {second}") : second;
    }
}
