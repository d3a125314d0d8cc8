namespace Gatehouse.Metadata.Filtering;

/// <summary>One mistake in a filter: where it is, and what was expected there.</summary>
public sealed record FilterError(FilterPosition Position, string Message)
{
    public override string ToString() => $"{Position}: {Message}";
}
