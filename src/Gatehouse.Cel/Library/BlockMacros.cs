using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>The test macros for programs with common subexpressions pulled out; each is evaluated once, when first used.</summary>
internal static class BlockMacros
{
    public static IEnumerable<Macro> All =>
    [
        new("block", true, 2, Block),
        new("index", true, 1, (c, t, a) => IsCel(t) ? c.Name($"@index{Number(a[0])}") : null),
        new("iterVar", true, 2, (c, t, a) => IsCel(t) ? c.Name($"@it:{Number(a[0])}:{Number(a[1])}") : null),
        new("accuVar", true, 2, (c, t, a) => IsCel(t) ? c.Name($"@ac:{Number(a[0])}:{Number(a[1])}") : null),
    ];

    private static bool IsCel(Expr? target) => target is IdentifierExpr { Name: "cel" };

    private static long Number(Expr argument) => argument is ConstantExpr { Value: { Kind: ValueKind.Int, AsInt: >= 0 } number }
        ? number.AsInt
        : throw new MacroException(argument.Position, "cel.index requires a single non-negative int constant arg");

    private static Expr? Block(MacroContext context, Expr? target, Expr[] arguments)
    {
        if (!IsCel(target))
        {
            return null;
        }
        if (arguments[0] is not ListExpr list)
        {
            throw new MacroException(arguments[0].Position, "cel.block requires the first arg to be a list literal");
        }
        var result = arguments[1];
        for (var i = list.Elements.Length - 1; i >= 0; i--)
        {
            result = context.Bind($"@index{i}", list.Elements[i], result);
        }
        return result;
    }
}
