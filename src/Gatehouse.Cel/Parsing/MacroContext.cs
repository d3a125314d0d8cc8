using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Parsing;

/// <summary>Makes the nodes of an expansion; all of them point at the macro's call.</summary>
internal sealed class MacroContext(int position)
{
    /// <summary>A name that no expression can write.</summary>
    public const string Accumulator = "@result";

    public IdentifierExpr Name(string name) => new(name) { Position = position };

    public IdentifierExpr Accumulated => Name(Accumulator);

    public ConstantExpr Constant(Value value) => new(value) { Position = position };

    public CallExpr Call(string function, params Expr[] arguments) => new(function, null, arguments) { Position = position };

    public CallExpr MemberCall(string function, Expr target, params Expr[] arguments) => new(function, target, arguments) { Position = position };

    public ListExpr List(params Expr[] elements) => new(elements, new bool[elements.Length]) { Position = position };

    public MapExpr EmptyMap => new([]) { Position = position };

    public SelectExpr Test(Expr operand, string field) => new(operand, field, isTest: true) { Position = position };

    public SelectExpr Select(Expr operand, string field) => new(operand, field) { Position = position };

    public ComprehensionExpr Fold(Expr range, string variable, string? second, Expr initial, Expr condition, Expr step, Expr result) =>
        new(range, variable, second, Accumulator, initial, condition, step, result) { Position = position };

    /// <summary>Binds a name for one expression: a loop over nothing whose accumulator has the name.</summary>
    public ComprehensionExpr Bind(string name, Expr value, Expr result) =>
        new(List(), "#unused", null, name, value, Constant(Value.False), Name(name), result) { Position = position };
}
