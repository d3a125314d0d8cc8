using System.Text;
using Gatehouse.Admission.Decisions;
using Gatehouse.Metadata.Storage;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judging;

/// <summary>What people read when they deploy.</summary>
internal static class AdmissionTexts
{
    /// <summary>One line for each violation, up to a length; what does not fit is counted.</summary>
    public static string Message(Decision decision, int maximumCharacters)
    {
        var count = decision.Violations.Length;
        var head = $"refused for {count} {(count == 1 ? "reason" : "reasons")}{Pointer(decision)}";
        var text = new StringBuilder(head);
        for (var i = 0; i < count; i++)
        {
            var line = "\n- " + Line(decision.Violations[i]);
            var more = $"\n- and {count - i} more";
            if (text.Length + line.Length + more.Length > maximumCharacters)
            {
                return text.Append(more).ToString();
            }

            text.Append(line);
        }

        return text.ToString();
    }

    public static string Line(Violation violation)
    {
        var container = violation.Container.Length == 0 ? "" : $"container \"{Visible(violation.Container)}\": ";
        var policy = violation.Policy.Length == 0 ? "" : $" [policy {violation.Policy}]";
        return $"{container}{violation.Detail}{policy}; to satisfy it: {violation.Remedy}";
    }

    public static string FailedOpen(Violation violation) => $"Gatehouse admitted this because it fails open: {violation.Detail}";

    public static string DryRun(Violation violation) => $"would be denied by {violation.Policy}: {violation.Detail}";

    public static string GlassHolds(string user) => $"the break-glass annotation does not count: {Visible(user)} may not, or it gives no reason; see admission.breakGlass";

    public static string GlassBroken(int violations) => $"Gatehouse admitted this against {violations} {(violations == 1 ? "violation" : "violations")}: the glass was broken, which is on record";

    /// <summary>Names come from whoever deploys and end in somebody's terminal.</summary>
    private static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));

    /// <summary>What a caller may know of a failure of ours.</summary>
    public static string Why(Exception exception) => exception switch
    {
        StoreUnavailableException => $"the record store did not answer: {exception.Message}",
        OperationCanceledException => "the time for the review ran out",
        _ => "the gate itself failed; the reason is in its log",
    };

    private static string Pointer(Decision decision) => decision switch
    {
        { Id.Length: > 0 } => $", decision {decision.Id} (gatehouse explain {decision.Id})",
        { Subject.DryRun: true } => ", dry run, no decision kept",
        { FailureMode: FailureMode.Closed } => ", no decision kept; the gate fails closed",
        _ => ", no decision kept",
    };
}
