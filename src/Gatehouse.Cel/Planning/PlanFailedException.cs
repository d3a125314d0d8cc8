namespace Gatehouse.Cel.Planning;

/// <summary>A constant part of the expression that can never be evaluated; becomes an issue at the position.</summary>
internal sealed class PlanFailedException(int position, string message) : Exception(message)
{
    public int Position => position;
}
