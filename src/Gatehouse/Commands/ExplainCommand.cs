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
        console.Write(Summary(decision));
        PrintViolations(console, decision);
        foreach (var warning in decision.Warnings)
        {
            console.WriteLine($"warning: {warning}");
        }
    }

    private static Grid Summary(Decision decision)
    {
        var subject = decision.Subject;
        var subResource = subject.SubResource.Length == 0 ? "" : "/" + subject.SubResource;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn());
        Add(grid, "what", $"{subject.Operation} {subject.Kind}{subResource} {subject.Namespace}/{subject.Name}");
        Add(grid, "who", $"{subject.User}, asked by {decision.Principal}");
        Add(grid, "request", $"{subject.Uid}, {decision.RequestDigest}");
        foreach (var policy in decision.Policies)
        {
            Add(grid, "policy", $"{policy.Kind} {policy.Namespace}/{policy.Name}, generation {policy.Generation}, {policy.Digest}");
        }

        if (decision.Policies.IsEmpty)
        {
            Add(grid, "policy", $"none in namespace {subject.Namespace}");
        }

        foreach (var image in decision.Images)
        {
            Add(grid, "image", $"{image.Image} ({image.Container}): {image.Findings} findings{(image.Scanned ? "" : ", no scan recorded or asked for")}");
        }

        Add(grid, "facts", $"as of revision {decision.FactRevision} or later");
        Add(grid, "gate", $"fails {(decision.FailureMode == Admission.Judging.FailureMode.Open ? "open" : "closed")}");
        return grid;
    }

    private static void PrintViolations(IAnsiConsole console, Decision decision)
    {
        console.WriteLine();
        console.WriteLine(decision.Violations.IsEmpty ? "No violations." : $"{decision.Violations.Length} violations:");
        foreach (var (i, violation) in decision.Violations.Index())
        {
            console.WriteLine($"{i + 1,3}. {violation.Reason} [{violation.Id}]{Place(violation)}");
            console.WriteLine($"     why      {violation.Detail}");
            console.WriteLine($"     policy   {violation.Policy}");
            console.WriteLine($"     satisfy  {violation.Remedy}");
        }
    }

    private static string Place(Violation violation) => violation.Container.Length == 0 ? "" : $" in container \"{violation.Container}\" ({violation.Field})";

    private static void Add(Grid grid, string name, string value) => grid.AddRow(new Text("  " + name), new Text(value));
}
