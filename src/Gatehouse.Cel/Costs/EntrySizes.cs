namespace Gatehouse.Cel.Costs;

/// <summary>The sizes of what a list or map holds.</summary>
internal sealed record EntrySizes(bool IsList, CostRange Key, CostRange Value)
{
    public static EntrySizes? Union(EntrySizes? left, EntrySizes? right) =>
        left is null || right is null ? null : new(left.IsList, left.Key.Union(right.Key), left.Value.Union(right.Value));
}
