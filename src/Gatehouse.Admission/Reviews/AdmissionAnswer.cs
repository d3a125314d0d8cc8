using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Judging;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Reviews;

/// <summary>
/// Writes the answer as an API server wants it: the version and uid of the question, code 403 for a refusal, warnings of one line and at most 256 characters
/// (longer ones and those with control characters are lost on the way), audit annotations with plain keys.
/// </summary>
internal static class AdmissionAnswer
{
    private const int WarningCharacters = 256;
    private const int AllWarningsCharacters = 4_096;
    private const int MostCauses = 100;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(AdmissionOutcome outcome, int messageCharacters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "AdmissionReview");
            writer.WriteString("apiVersion", outcome.Review.ApiVersion);
            writer.WriteStartObject("response");
            writer.WriteString("uid", outcome.Review.Uid);
            writer.WriteBoolean("allowed", outcome.Decision?.Allowed ?? true);
            if (outcome.Decision is { } decision)
            {
                WriteDecision(decision, messageCharacters, writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteDecision(Decision decision, int messageCharacters, Utf8JsonWriter writer)
    {
        if (!decision.Allowed)
        {
            WriteStatus(decision, messageCharacters, writer);
        }

        WriteWarnings(decision.Warnings, writer);
        writer.WriteStartObject("auditAnnotations");
        writer.WriteString("decision", decision.Id);
        writer.WriteString("violations", decision.Violations.Length.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("fact-revision", decision.FactRevision.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("failure-mode", decision.FailureMode == FailureMode.Open ? "open" : "closed");
        if (decision.BreakGlass is not null)
        {
            writer.WriteString("break-glass", decision.Subject.User);
        }

        writer.WriteEndObject();
    }

    private static void WriteStatus(Decision decision, int messageCharacters, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("status");
        writer.WriteString("status", "Failure");
        writer.WriteNumber("code", 403);
        writer.WriteString("reason", "Forbidden");
        writer.WriteString("message", AdmissionTexts.Message(decision, messageCharacters));
        writer.WriteStartObject("details");
        writer.WriteStartArray("causes");
        foreach (var violation in decision.Violations.Take(MostCauses))
        {
            WriteCause(violation, writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCause(Violation violation, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("reason", violation.Id);
        writer.WriteString("message", AdmissionTexts.Line(violation));
        writer.WriteString("field", violation.Field);
        writer.WriteEndObject();
    }

    public static void WriteWarnings(ImmutableArray<string> warnings, Utf8JsonWriter writer)
    {
        if (warnings.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("warnings");
        var left = AllWarningsCharacters;
        foreach (var warning in warnings.Select(Line).TakeWhile(w => (left -= w.Length) >= 0))
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
    }

    private static string Line(string warning)
    {
        var plain = string.Concat(warning.Select(c => char.IsControl(c) ? ' ' : c));
        return plain.Length <= WarningCharacters ? plain : plain[..(WarningCharacters - 1)] + "…";
    }
}
