using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Exceptions;

/// <summary>What was let pass, and why.</summary>
public sealed record ExcusedViolation(Violation Violation, PolicyException Exception)
{
    /// <summary>For whoever asked.</summary>
    public override string ToString() =>
        $"let pass by the exception {Exception.Name} until {Exception.Until:u} ({Exception.Reason}; approved by {Exception.ApprovedBy}{(Exception.Ticket.Length == 0 ? "" : $", {Exception.Ticket}")}): {Violation.Detail}";
}
