namespace Gatehouse.Cel.Parsing;

/// <summary>A macro used wrongly; becomes an issue at the position.</summary>
internal sealed class MacroException(int position, string message) : Exception(message)
{
    public int Position => position;
}
