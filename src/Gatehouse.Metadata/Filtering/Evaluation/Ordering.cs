namespace Gatehouse.Metadata.Filtering.Evaluation;

internal static class Ordering
{
    /// <param name="order">Of the field against the literal: negative, zero or positive.</param>
    public static bool Satisfies(ComparisonOperator comparison, int order) => comparison switch
    {
        ComparisonOperator.Equal or ComparisonOperator.Contains => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        ComparisonOperator.GreaterOrEqual => order >= 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
