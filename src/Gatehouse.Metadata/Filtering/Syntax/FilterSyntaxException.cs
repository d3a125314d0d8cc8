namespace Gatehouse.Metadata.Filtering.Syntax;

/// <summary>Leaves the parser at the first mistake of grammar; never leaves <see cref="FilterParser"/>.</summary>
internal sealed class FilterSyntaxException(int offset, string message) : FormatException(message)
{
    public int Offset => offset;
}
