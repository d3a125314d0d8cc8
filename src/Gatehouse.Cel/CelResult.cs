using System.Diagnostics.CodeAnalysis;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel;

/// <summary>What an evaluation came to: a value, which may be an error or unknown, and what it cost.</summary>
/// <param name="Cost">Cost units, up to the point where it ended.</param>
/// <param name="IsAborted">Whether the cost limit or the cancellation ended it; the value then says which.</param>
[SuppressMessage("Performance", "CA1815", Justification = "Results are read, not compared.")]
public readonly record struct CelResult(Value Value, long Cost, bool IsAborted)
{
    public bool IsError => Value.IsError;

    /// <summary>The error's message; null when there is a value.</summary>
    public string? Error => Value.IsError ? Value.AsError.Message : null;
}
