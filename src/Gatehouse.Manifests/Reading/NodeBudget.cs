namespace Gatehouse.Manifests.Reading;

/// <summary>Counts the values of a file against its limits. Aliases count in full, so that a few lines cannot stand for a billion values.</summary>
internal sealed class NodeBudget(ManifestLimits limits)
{
    private long _spent;

    public long Spent => _spent;

    public void Spend(long values, int depth, Position position)
    {
        _spent += values;
        if (_spent > limits.Values)
        {
            throw new ManifestSyntaxException(position, $"more than {limits.Values} values, aliases counted in full");
        }

        if (depth > limits.Depth)
        {
            throw new ManifestSyntaxException(position, $"nested deeper than {limits.Depth} levels");
        }
    }
}
