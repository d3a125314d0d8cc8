using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Costs;

/// <summary>What is known beforehand of the sizes of variables: the maximum lengths of a schema, the largest request.</summary>
public interface ISizeEstimates
{
    /// <summary>
    /// The size of what a path leads to: a variable, fields, <c>@items</c>, <c>@indices</c>, <c>@keys</c>, <c>@values</c>. The path is empty for what comes from no variable. Null when nothing is known.
    /// </summary>
    CostRange? Estimate(IReadOnlyList<string> path, CelType type);
}
