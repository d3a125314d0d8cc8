using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Parsing;

/// <summary><c>has</c>, <c>all</c>, <c>exists</c>, <c>exists_one</c>, <c>map</c>, <c>filter</c> (language definition, "Macros").</summary>
internal static class StandardMacros
{
    public static IEnumerable<Macro> All =>
    [
        new("has", false, 1, Has),
        new("all", true, 2, (c, t, a) => ForAll(c, t!, One(a), null, a[1])),
        new("exists", true, 2, (c, t, a) => Exists(c, t!, One(a), null, a[1])),
        new("exists_one", true, 2, (c, t, a) => ExistsOne(c, t!, One(a), null, a[1])),
        new("existsOne", true, 2, (c, t, a) => ExistsOne(c, t!, One(a), null, a[1])),
        new("map", true, 2, (c, t, a) => Transform(c, t!, MapVariable(a), null, null, a[1])),
        new("map", true, 3, (c, t, a) => Transform(c, t!, MapVariable(a), null, a[1], a[2])),
        new("filter", true, 2, (c, t, a) => Transform(c, t!, MapVariable(a), null, a[1], a[0])),
    ];

    private static Expr Has(MacroContext context, Expr? target, Expr[] arguments) => arguments[0] is SelectExpr { IsTest: false } select
        ? context.Test(select.Operand, select.Field)
        : throw new MacroException(arguments[0].Position, "invalid argument to has() macro");

    private static string One(Expr[] arguments) => Variable(arguments[0], "argument must be a simple name");

    private static string MapVariable(Expr[] arguments) => Variable(arguments[0], "argument is not an identifier");

    public static string Variable(Expr argument, string problem) => argument switch
    {
        IdentifierExpr { Name: MacroContext.Accumulator or "__result__" } => throw new MacroException(argument.Position, "iteration variable overwrites accumulator variable"),
        IdentifierExpr { Name: ['.', ..] } => throw new MacroException(argument.Position, problem),
        IdentifierExpr name => name.Name,
        _ => throw new MacroException(argument.Position, problem),
    };

    public static Expr ForAll(MacroContext c, Expr range, string variable, string? second, Expr predicate) => c.Fold(
        range, variable, second, c.Constant(Value.True),
        c.Call(Operators.NotStrictlyFalse, c.Accumulated),
        c.Call(Operators.And, c.Accumulated, predicate),
        c.Accumulated);

    public static Expr Exists(MacroContext c, Expr range, string variable, string? second, Expr predicate) => c.Fold(
        range, variable, second, c.Constant(Value.False),
        c.Call(Operators.NotStrictlyFalse, c.Call(Operators.Not, c.Accumulated)),
        c.Call(Operators.Or, c.Accumulated, predicate),
        c.Accumulated);

    public static Expr ExistsOne(MacroContext c, Expr range, string variable, string? second, Expr predicate) => c.Fold(
        range, variable, second, c.Constant(Value.Of(0L)),
        c.Constant(Value.True),
        c.Call(Operators.Conditional, predicate, c.Call(Operators.Add, c.Accumulated, c.Constant(Value.Of(1L))), c.Accumulated),
        c.Call(Operators.Equal, c.Accumulated, c.Constant(Value.Of(1L))));

    /// <summary>A list of what the transformation makes of each element that passes the filter.</summary>
    public static Expr Transform(MacroContext c, Expr range, string variable, string? second, Expr? filter, Expr transformation) => c.Fold(
        range, variable, second, c.List(),
        c.Constant(Value.True),
        Filtered(c, filter, c.Call(Operators.Add, c.Accumulated, c.List(transformation))),
        c.Accumulated);

    public static Expr Filtered(MacroContext c, Expr? filter, Expr step) =>
        filter is null ? step : c.Call(Operators.Conditional, filter, step, c.Accumulated);
}
