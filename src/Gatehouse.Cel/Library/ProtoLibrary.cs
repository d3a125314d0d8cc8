using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;

namespace Gatehouse.Cel.Library;

/// <summary><c>proto.getExt</c> and <c>proto.hasExt</c>: extension fields by their qualified name.</summary>
internal static class ProtoLibrary
{
    public static IEnumerable<Macro> Macros =>
    [
        new("getExt", true, 2, (c, t, a) => IsProto(t) ? c.Select(a[0], FieldName(a[1])) : null),
        new("hasExt", true, 2, (c, t, a) => IsProto(t) ? c.Test(a[0], FieldName(a[1])) : null),
    ];

    public static IEnumerable<FunctionDeclaration> Functions => [];

    private static bool IsProto(Expr? target) => target is IdentifierExpr { Name: "proto" };

    private static string FieldName(Expr expr) => expr is SelectExpr && Qualified(expr) is { } name ? name : throw new MacroException(expr.Position, "invalid extension field");

    private static string? Qualified(Expr expr) => expr switch
    {
        IdentifierExpr name => name.Name,
        SelectExpr { IsTest: false } select when Qualified(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };
}
