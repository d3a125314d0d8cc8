using Gatehouse.Cel.Syntax;

namespace Gatehouse.Cel.Costs;

/// <summary>Estimates of the standard functions and of the extensions that come with one.</summary>
internal static class StandardEstimates
{
    private static readonly CostRange One = CostRange.Of(1);

    public static CallEstimate Of(string function, string overload, CallOperands operands)
    {
        switch (overload)
        {
            case "string_format":
                return new(operands.TargetSize.Times(Sizes.TextFactor));
            case "string_to_bytes":
                var text = operands.SizeOf(0);
                return new(text.Times(Sizes.TextFactor), new(text.Minimum, CostRange.Multiply(text.Maximum, 4)));
            case "bytes_to_string":
                var octets = operands.SizeOf(0);
                return new(octets.Times(Sizes.TextFactor), new(octets.Minimum / 4, octets.Maximum));
            case "strings_quote":
                var bare = operands.SizeOf(0);
                return new(bare.Times(Sizes.TextFactor), new(CostRange.Add(bare.Minimum, 2), CostRange.Add(CostRange.Multiply(bare.Maximum, 2), 2)));
            case "starts_with_string" or "ends_with_string":
                return new(operands.SizeOf(0).Times(Sizes.TextFactor));
            case "in_list":
                return new(operands.SizeOf(1));
            case "matches_string":
                return new((operands.TargetSize + One).Times(Sizes.TextFactor) * operands.SizeOf(0).Times(Sizes.PatternFactor));
            case "contains_string":
                return new(operands.TargetSize.Times(Sizes.TextFactor) * operands.SizeOf(0).Times(Sizes.TextFactor));
            case "list_sets_contains_list" or "list_sets_intersects_list":
                return new((operands.SizeOf(0) * operands.SizeOf(1)) + One);
            case "list_sets_equivalent_list":
                return new((operands.SizeOf(0) * operands.SizeOf(1)).Times(2) + One);
        }
        if (function is Operators.Equal or Operators.NotEqual || (IsOrder(function) && (overload.EndsWith("_string", StringComparison.Ordinal) || overload.EndsWith("_bytes", StringComparison.Ordinal))))
        {
            var largest = Math.Min(operands.SizeOf(0).Maximum, operands.SizeOf(1).Maximum);
            return new(new CostRange(largest > 0 ? 1UL : 0, largest).Times(Sizes.TextFactor));
        }
        return ListEstimates.Of(overload, operands) ?? CallEstimate.Nominal;
    }

    private static bool IsOrder(string function) => function is Operators.Less or Operators.LessOrEqual or Operators.Greater or Operators.GreaterOrEqual;
}
