namespace Gatehouse.Metadata.Calls;

/// <summary>A batch has at least one item and at most a configured number.</summary>
internal static class BatchSize
{
    public static void Check(string field, int count, int maximum)
    {
        if (count == 0 || count > maximum)
        {
            throw Errors.InvalidArgument(field, $"must have 1 to {maximum} items, got {count}");
        }
    }
}
