using System.CommandLine;
using System.Text.Json.Nodes;
using Gatehouse.Admission.Reviews;
using Gatehouse.Manifests.Reading;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary>
/// <c>gatehouse check -f FILE…</c>: asks the gate about an AdmissionReview as it is, or about workloads as if they were created now (a dry run).
/// Exit code 1 when anything is refused.
/// </summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = InputFile.CreateOption("AdmissionReview, or YAML or JSON with workloads");
        var command = new Command("check", "Ask whether something may run, and why not") { files };
        ClientOptions.AddTo(command);
        command.SetClientAction(call => RunAsync(call, call.Get(files)));
        return command;
    }

    private static async Task RunAsync(ClientCall call, string[] files)
    {
        var answers = new List<(string Subject, JsonNode Response)>();
        foreach (var file in files)
        {
            answers.AddRange(await CheckAsync(call, file));
        }

        call.ExitCode = answers.All(a => (bool)a.Response["allowed"]!) ? 0 : 1;
        var json = new JsonArray([.. answers.Select(a => new JsonObject { ["subject"] = a.Subject, ["response"] = a.Response.DeepClone() })]);
        call.Printer.Print(json, console =>
        {
            foreach (var (subject, response) in answers)
            {
                Print(console, subject, response);
            }
        });
    }

    private static async Task<List<(string Subject, JsonNode Response)>> CheckAsync(ClientCall call, string file)
    {
        var content = await InputFile.ReadAsync(file, call.CancellationToken);
        var errors = new ManifestErrors(file);
        var documents = ManifestReader.Read(content, new() { Bytes = 64 * 1024 * 1024, Depth = 200 }, errors).OfType<ManifestNode.Mapping>().ToArray();
        if (!errors.IsEmpty || documents.Length == 0)
        {
            throw new CommandFailure(errors.IsEmpty ? $"{file}: no document to check" : string.Join("\n  ", errors.ToImmutable().Select(e => e.ToString()).Prepend("nothing was checked:")));
        }

        var answers = new List<(string, JsonNode)>();
        foreach (var document in documents)
        {
            var isReview = AdmissionReviewBuilder.IsReview(document);
            var subject = isReview ? file : AdmissionReviewBuilder.Describe(document);
            if (!isReview && !AdmissionReviewBuilder.IsWorkload(document))
            {
                answers.Add((subject, new JsonObject { ["allowed"] = true, ["warnings"] = new JsonArray("this kind runs no pods: there is nothing to judge") }));
                continue;
            }

            using var body = new ReadOnlyMemoryContent(isReview ? content : AdmissionReviewBuilder.Wrap(document, Guid.NewGuid().ToString()));
            var answer = await call.Client.SendContentAsync(HttpMethod.Post, "admission/v1/validate", body, call.CancellationToken);
            answers.Add((subject, answer["response"]!));
        }

        return answers;
    }

    private static void Print(IAnsiConsole console, string subject, JsonNode response)
    {
        var decision = (string?)response["auditAnnotations"]?["decision"] is { Length: > 0 } id ? $", decision {id}" : "";
        console.WriteLine((bool)response["allowed"]! ? $"{subject}: admitted{decision}" : $"{subject}: {(string?)response["status"]?["message"]}");
        foreach (var warning in response["warnings"] as JsonArray ?? [])
        {
            console.WriteLine($"warning: {warning}");
        }
    }
}
