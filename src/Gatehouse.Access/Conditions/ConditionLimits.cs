namespace Gatehouse.Access.Conditions;

/// <summary>What one condition may be and use. A decision asks few of them, each bounded.</summary>
public static class ConditionLimits
{
    /// <summary>The longest expression, in code points.</summary>
    public const int Length = 4_096;

    /// <summary>Cost units of one evaluation; a condition that needs more fails and does not hold.</summary>
    public const long Cost = 10_000;
}
