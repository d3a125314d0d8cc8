using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Costs;

/// <summary>Estimates of the lists extension.</summary>
internal static class ListEstimates
{
    public static CallEstimate? Of(string overload, CallOperands operands)
    {
        switch (overload)
        {
            case "list_slice":
                var target = operands.TargetSize;
                return Allocating(1, CostRange.Of(Number(operands[1], target.Maximum) - Number(operands[0], 0)));
            case "lists_range":
                return Allocating(1, CostRange.Of(Number(operands[0], ulong.MaxValue)));
            case "list_reverse":
                return Allocating(1, operands.TargetSize);
            case "list_flatten":
                return Allocating(1, operands.TargetSize);
            case "list_flatten_int":
                return Allocating(Number(operands[0], ulong.MaxValue), operands.TargetSize);
            case "list_distinct":
                return Allocating(2, operands.TargetSize * operands.TargetSize);
        }
        var isText = overload.StartsWith("list_string_", StringComparison.Ordinal) || overload.StartsWith("list_bytes_", StringComparison.Ordinal);
        var factor = isText ? 2 + Sizes.TextFactor : 2;
        return overload.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal) ? Allocating(factor, operands.SizeOf(0) * operands.SizeOf(0))
            : overload.StartsWith("list_", StringComparison.Ordinal) && overload.EndsWith("_sort", StringComparison.Ordinal) ? Allocating(factor, operands.TargetSize * operands.TargetSize)
            : null;
    }

    private static ulong Number(Expr argument, ulong unknown) => argument is ConstantExpr { Value: { Kind: ValueKind.Int, AsInt: >= 0 } number } ? (ulong)number.AsInt : unknown;

    private static CallEstimate Allocating(double factor, CostRange size) => new(size.Times(factor) + CostRange.Of(1 + Sizes.ListCreation), size);
}
