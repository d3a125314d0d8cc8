namespace Gatehouse.Cel.Checking;

/// <summary>A function: its name and its overloads, in the order in which they are tried.</summary>
public sealed class FunctionDeclaration(string name, params IReadOnlyList<Overload> overloads)
{
    public string Name => name;

    public IReadOnlyList<Overload> Overloads => overloads;

    /// <summary>The cost of every overload that has none of its own.</summary>
    public CallCost? Cost { get; init; }

    public bool CostNeedsResult { get; init; }

    internal FunctionDeclaration Merge(FunctionDeclaration other) =>
        new(name, [.. overloads, .. other.Overloads.Where(o => overloads.All(mine => mine.Id != o.Id))]) { Cost = Cost ?? other.Cost, CostNeedsResult = CostNeedsResult || other.CostNeedsResult };
}
