using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>Optional values (cel-spec extension "optional types").</summary>
internal static class OptionalLibrary
{
    private static readonly CelType OptionalA = CelType.Optional(A);

    public static IEnumerable<Macro> Macros =>
    [
        new("optMap", true, 2, (c, t, a) => Map(c, t!, a, isFlat: false)),
        new("optFlatMap", true, 2, (c, t, a) => Map(c, t!, a, isFlat: true)),
    ];

    // target.hasValue() ? f(target.value()) : optional.none(). The target stands there twice, and is charged twice, as in cel-go.
    private static CallExpr Map(MacroContext c, Expr target, Expr[] arguments, bool isFlat)
    {
        var variable = StandardMacros.Variable(arguments[0], $"{(isFlat ? "optFlatMap" : "optMap")}() variable name must be a simple identifier");
        Expr mapped = c.Bind(variable, c.MemberCall("value", target), arguments[1]);
        return c.Call(Operators.Conditional, c.MemberCall("hasValue", target), isFlat ? mapped : c.Call("optional.of", mapped), c.Call("optional.none"));
    }

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("optional.of", Global("optional_of", [A], OptionalA, a => Value.Optional(a[0]))),
        Function("optional.ofNonZeroValue", Global("optional_ofNonZeroValue", [A], OptionalA, a => ZeroValues.IsZero(a[0]) ? Value.NoneOptional : Value.Optional(a[0]))),
        Function("optional.none", Global("optional_none", [], OptionalA, _ => Value.NoneOptional)),
        Function("value", Member("optional_value", [OptionalA], A, a => a[0].HasOptionalValue ? a[0].OptionalValue : CelError.Create("optional.none() dereference"))),
        Function("hasValue", Member("optional_hasValue", [OptionalA], CelType.Bool, a => Value.Of(a[0].HasOptionalValue))),
        Function("or", Member("optional_or_optional", [OptionalA, OptionalA], OptionalA, a => a[0].HasOptionalValue ? a[0] : a[1])),
        Function("orValue", Member("optional_orValue_value", [OptionalA, A], A, a => a[0].HasOptionalValue ? a[0].OptionalValue : a[1])),
        Function(Operators.OptionalIndex,
            Global("list_optindex_optional_int", [ListA, CelType.Int], OptionalA, _ => CelError.NoSuchOverload),
            Global("optional_list_optindex_optional_int", [CelType.Optional(ListA), CelType.Int], OptionalA, _ => CelError.NoSuchOverload),
            Global("map_optindex_optional_value", [MapAB, A], CelType.Optional(B), _ => CelError.NoSuchOverload),
            Global("optional_map_optindex_optional_value", [CelType.Optional(MapAB), A], CelType.Optional(B), _ => CelError.NoSuchOverload)),
        Function(Operators.Index,
            Global("optional_list_index_int", [CelType.Optional(ListA), CelType.Int], OptionalA, _ => CelError.NoSuchOverload),
            Global("optional_map_index_value", [CelType.Optional(MapAB), A], CelType.Optional(B), _ => CelError.NoSuchOverload)),
    ];

    /// <summary><c>first</c>, <c>last</c> and unwrapping of lists, from version 2 of the extension.</summary>
    public static IEnumerable<FunctionDeclaration> ListFunctions =>
    [
        Function("first", Member("list_first", [ListA], OptionalA, a => a[0].ListCount == 0 ? Value.NoneOptional : Value.Optional(a[0].ListItem(0)))),
        Function("last", Member("list_last", [ListA], OptionalA, a => a[0].ListCount == 0 ? Value.NoneOptional : Value.Optional(a[0].ListItem(a[0].ListCount - 1)))),
        Function("optional.unwrap", Global("optional_unwrap", [CelType.List(OptionalA)], ListA, a => Unwrap(a[0]))),
        Function("unwrapOpt", Member("optional_unwrapOpt", [CelType.List(OptionalA)], ListA, a => Unwrap(a[0]))),
    ];

    private static Value Unwrap(in Value list)
    {
        List<Value> items = [];
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            if (item.Kind != ValueKind.Optional)
            {
                return CelError.Create($"value {ValueText.Describe(item)} is not optional");
            }
            if (item.HasOptionalValue)
            {
                items.Add(item.OptionalValue);
            }
        }
        return Value.List([.. items]);
    }
}
