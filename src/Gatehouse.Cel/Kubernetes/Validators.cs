using Gatehouse.Cel.Library;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.RegularExpressions;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>What the API server refuses beyond type checking: literals that can never be valid, mixed lists and maps, wrong format strings.</summary>
internal static class Validators
{
    public static void Validate(Expr expr, IssueList issues, bool hasLiterals)
    {
        var visitor = new Visitor(issues, hasLiterals);
        visitor.Visit(expr, isExempt: false);
    }

    private sealed class Visitor(IssueList issues, bool hasLiterals)
    {
        public void Visit(Expr expr, bool isExempt)
        {
            switch (expr)
            {
                case SelectExpr select:
                    Visit(select.Operand, isExempt);
                    break;
                case CallExpr call:
                    VisitCall(call, isExempt);
                    break;
                case ListExpr list:
                    VisitList(list, isExempt);
                    break;
                case MapExpr map:
                    VisitMap(map, isExempt);
                    break;
                case StructExpr message:
                    foreach (var field in message.Fields)
                    {
                        Visit(field.Value, isExempt);
                    }
                    break;
                case ComprehensionExpr loop:
                    foreach (var part in new[] { loop.Range, loop.Initial, loop.Condition, loop.Step, loop.Result })
                    {
                        Visit(part, isExempt);
                    }
                    break;
            }
        }

        private void VisitCall(CallExpr call, bool isExempt)
        {
            if (hasLiterals)
            {
                CheckLiteral(call);
                if (call is { Function: "format", Target: ConstantExpr { Value.Kind: ValueKind.String } format, Arguments: [ListExpr arguments] })
                {
                    FormatCheck.Check(call, format.Value.AsString, arguments, issues);
                }
            }
            isExempt |= call.Function == "format";
            if (call is { Target: not null, IsTargetPartOfName: false })
            {
                Visit(call.Target, isExempt);
            }
            foreach (var argument in call.Arguments)
            {
                Visit(argument, isExempt);
            }
        }

        private void CheckLiteral(CallExpr call)
        {
            if (call.Arguments is not [ConstantExpr literal, ..] || literal.Value.Kind != ValueKind.String)
            {
                return;
            }
            var isInvalid = call.Function switch
            {
                "duration" => Conversions.ToDuration(literal.Value, CelDialect.Kubernetes).IsError,
                "timestamp" => Conversions.ToTimestamp(literal.Value).IsError,
                "matches" => Patterns.Compile(literal.Value.AsString, out _) is null,
                _ => false,
            };
            if (isInvalid)
            {
                issues.Add(literal.Position, $"invalid {call.Function} argument");
            }
        }

        private void VisitList(ListExpr list, bool isExempt)
        {
            CelType? first = null;
            for (var i = 0; i < list.Elements.Length && !isExempt; i++)
            {
                var type = Unwrapped(list.Elements[i].Type, list.Optional[i]);
                first ??= type;
                if (!AreEquivalent(first, type))
                {
                    Mismatch(list.Elements[i], first, type);
                    break;
                }
            }
            foreach (var element in list.Elements)
            {
                Visit(element, isExempt);
            }
        }

        private void VisitMap(MapExpr map, bool isExempt)
        {
            CelType? key = null, value = null;
            foreach (var entry in map.Entries)
            {
                if (!isExempt)
                {
                    var type = Unwrapped(entry.Value.Type, entry.IsOptional);
                    key ??= entry.Key.Type;
                    value ??= type;
                    if (!AreEquivalent(key, entry.Key.Type))
                    {
                        Mismatch(entry.Key, key, entry.Key.Type);
                    }
                    if (!AreEquivalent(value, type))
                    {
                        Mismatch(entry.Value, value, type);
                    }
                }
                Visit(entry.Key, isExempt);
                Visit(entry.Value, isExempt);
            }
        }

        private static CelType Unwrapped(CelType type, bool isOptional) => isOptional && type.IsOptional ? type.First : type;

        private static bool AreEquivalent(CelType left, CelType right) =>
            left.Kind == right.Kind && left.Name == right.Name && left.Parameters.Length == right.Parameters.Length && left.Parameters.Zip(right.Parameters).All(p => AreEquivalent(p.First, p.Second));

        private void Mismatch(Expr at, CelType expected, CelType actual) => issues.Add(at.Position, $"expected type '{expected}' but found '{actual}'");
    }
}
