namespace Gatehouse.Cel.Evaluation;

/// <summary>Ends an evaluation that no operator may absorb: its cost or its time is used up.</summary>
internal sealed class EvaluationAbortedException(string message) : Exception(message);
