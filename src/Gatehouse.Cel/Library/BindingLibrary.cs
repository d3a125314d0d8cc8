using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary><c>cel.bind(name, value, expression)</c>, and what two-variable comprehensions insert with.</summary>
internal static class BindingLibrary
{
    public static IEnumerable<Macro> Macros => [new("bind", true, 3, Bind)];

    private static ComprehensionExpr? Bind(MacroContext context, Expr? target, Expr[] arguments) => target is IdentifierExpr { Name: "cel" }
        ? context.Bind(StandardMacros.Variable(arguments[0], "cel.bind() variable names must be simple identifiers"), arguments[1], arguments[2])
        : null;

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function(TwoVariableMacros.Insert,
            Global("@mapInsert_map_map", [MapAB, MapAB], MapAB, _ => CelError.NoSuchOverload),
            Global("@mapInsert_map_key_value", [MapAB, A, B], MapAB, _ => CelError.NoSuchOverload)),
    ];
}
