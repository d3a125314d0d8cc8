namespace Gatehouse.Cel.Evaluation;

/// <summary>How a qualifier is applied: a missing entry is an error, is nothing, or is what is asked about.</summary>
internal enum Access
{
    Get,
    IfPresent,
    Test,
}
