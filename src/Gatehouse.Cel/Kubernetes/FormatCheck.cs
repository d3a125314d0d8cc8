using Gatehouse.Cel.Library;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>Checks a constant format string against the types of its arguments.</summary>
internal static class FormatCheck
{
    public static void Check(CallExpr call, string format, ListExpr arguments, IssueList issues)
    {
        var index = 0;
        for (var at = 0; at < format.Length;)
        {
            if (format[at] != '%')
            {
                at++;
                continue;
            }
            if (at + 1 < format.Length && format[at + 1] == '%')
            {
                at += 2;
                continue;
            }
            if (at + 1 >= format.Length)
            {
                issues.Add(call.Position, "unexpected end of string");
                return;
            }
            if (index >= arguments.Elements.Length)
            {
                issues.Add(call.Position, $"index {index} out of range");
                return;
            }
            if (!FormatClause.TryParse(format, ref at, out var clause, out var problem))
            {
                issues.Add(call.Position, problem);
                return;
            }
            if (FindUnfit(clause.Kind, arguments.Elements[index++]) is { } unfit)
            {
                issues.Add(unfit.Position, $"error during formatting: {TextFormat.Refusal(clause.Kind, unfit.Type.Name)}");
                return;
            }
        }
        if (index < arguments.Elements.Length)
        {
            issues.Add(call.Position, $"too many arguments supplied to string.format (expected {index}, got {arguments.Elements.Length})");
        }
    }

    private static Expr? FindUnfit(char clause, Expr argument)
    {
        if (!IsFit(clause, argument.Type))
        {
            return argument;
        }
        return (clause, argument) switch
        {
            ('s', ListExpr list) => list.Elements.Select(e => FindUnfit(clause, e)).FirstOrDefault(e => e is not null),
            ('s', MapExpr map) => map.Entries.SelectMany(e => new[] { e.Key, e.Value }).Select(e => FindUnfit(clause, e)).FirstOrDefault(e => e is not null),
            _ => null,
        };
    }

    private static bool IsFit(char clause, CelType type) => type.Kind == CelTypeKind.Dyn || (clause, type.Kind) switch
    {
        ('s', CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.Double or CelTypeKind.Bool or CelTypeKind.String or CelTypeKind.Timestamp or CelTypeKind.Bytes or CelTypeKind.Duration or CelTypeKind.Type or CelTypeKind.Null) => true,
        ('d' or 'o', CelTypeKind.Int or CelTypeKind.Uint) => true,
        ('f' or 'e', CelTypeKind.Double or CelTypeKind.String) => true,
        ('b', CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.Bool) => true,
        ('x' or 'X', CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.String or CelTypeKind.Bytes) => true,
        _ => false,
    };
}
