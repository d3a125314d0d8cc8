using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Admission.Decisions;
using Gatehouse.Policy.Verdicts;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse explain ID</c>: who was refused or admitted, what, by which policies, on which facts, why, and what would satisfy them.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "Id of a decision, as every refusal names it" };
        var command = new Command("explain", "Explain a decision") { id };
        ClientOptions.AddTo(command);
        command.SetClientAction(async call =>
        {
            var node = await call.Client.GetJsonAsync($"v1/decisions/{Uri.EscapeDataString(call.Get(id))}", call.CancellationToken);
            call.Printer.Print(node, console => Print(console, node.Deserialize(DecisionJson.Default.Decision)!));
        });
        return command;
    }

    private static void Print(IAnsiConsole console, Decision decision)
    {
        console.WriteLine($"Decision {decision.Id}: {(decision.Allowed ? "admitted" : "refused")} at {decision.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        console.WriteLine();
        PrintSummary(console, decision);
        PrintViolations(console, decision);
        foreach (var warning in decision.Warnings)
        {
            Line(console, $"warning: {warning}");
        }
    }

    private static void PrintSummary(IAnsiConsole console, Decision decision)
    {
        var subject = decision.Subject;
        var subResource = subject.SubResource.Length == 0 ? "" : "/" + subject.SubResource;
        Field(console, "what", $"{subject.Operation} {subject.Kind}{subResource} {subject.Namespace}/{subject.Name}");
        Field(console, "who", $"{subject.User}, asked by {decision.Principal}");
        Field(console, "request", $"{subject.Uid}, {decision.RequestDigest}");
        foreach (var policy in decision.Policies)
        {
            Field(console, "policy", $"{policy.Kind} {policy.Namespace}/{policy.Name}, generation {policy.Generation}, {policy.Digest}");
        }

        if (decision.Policies.IsEmpty)
        {
            Field(console, "policy", $"none in namespace {subject.Namespace}");
        }

        foreach (var image in decision.Images)
        {
            Field(console, "image", $"{image.Image} ({image.Container}): {image.Findings} findings{(image.Scanned ? "" : ", no scan recorded or asked for")}");
        }

        Field(console, "facts", $"as of revision {decision.FactRevision} or later");
        if (decision.BreakGlass is { } reason)
        {
            Field(console, "glass", $"broken by {subject.User}: {(reason.Length == 0 ? "no reason given" : reason)}");
        }

        Field(console, "gate", $"fails {(decision.FailureMode == Admission.Judging.FailureMode.Open ? "open" : "closed")}");
    }

    private static void PrintViolations(IAnsiConsole console, Decision decision)
    {
        console.WriteLine();
        console.WriteLine(decision.Violations.IsEmpty ? "No violations." : $"{decision.Violations.Length} violations:");
        foreach (var (i, violation) in decision.Violations.Index())
        {
            Line(console, $"{i + 1,3}. {violation.Reason} [{violation.Id}]{Place(violation)}");
            Line(console, $"     why      {violation.Detail}");
            Line(console, $"     policy   {violation.Policy}");
            Line(console, $"     satisfy  {violation.Remedy}");
        }
    }

    private static string Place(Violation violation) => violation.Container.Length == 0 ? "" : $" in container \"{violation.Container}\" ({violation.Field})";

    private static void Field(IAnsiConsole console, string name, string value) => Line(console, $"  {name,-9}{value}");

    /// <summary>What a decision quotes was written by others: nothing of it steers the terminal.</summary>
    private static void Line(IAnsiConsole console, string text) => console.WriteLine(string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)));
}
