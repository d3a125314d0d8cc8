using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Artifacts.Content;
using Gatehouse.Host.Client;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary>
/// <c>gatehouse attest IMAGE… --key FILE --authority NAME|--note NAME</c>: signs that an image passed, and records it as an occurrence of the authority's note; with
/// <c>--predicate FILE --type TYPE</c> signs that statement about it instead.
/// </summary>
internal static class AttestCommand
{
    private static readonly Argument<string[]> Images = new("image") { Description = "Images with digest: registry.example/app@sha256:…", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Key = new("--key", "-k") { Description = "Private key, a file or env://VARIABLE: PEM, or an armored OpenPGP secret key", Required = true };
    private static readonly Option<string> KeyId = new("--key-id") { Description = "The key's id in the authority, where it is not computed from the key" };
    private static readonly Option<string> PasswordVariable = new("--password-env") { Description = "Environment variable that holds the key's password", DefaultValueFactory = _ => "GATEHOUSE_KEY_PASSWORD" };
    private static readonly Option<string> Authority = new("--authority", "-a") { Description = "Name of an AttestationAuthority that was applied" };
    private static readonly Option<string> Namespace = new("--namespace", "-n") { Description = "Its namespace", DefaultValueFactory = _ => "default" };
    private static readonly Option<string> Note = new("--note") { Description = "Note of the attestation, instead of an authority: projects/P/notes/N; made when it is missing" };
    private static readonly Option<string> Project = new("--project", "-p") { Description = "Project to record in (default: that of the note)" };

    private static readonly Option<string> Policy = new("--if-policy") { Description = "File with policies (VulnzSigningPolicy, BuildPolicy, ImagePolicy, ImageSecurityPolicy …): signs only what they let pass" };
    private static readonly Option<string> PredicateFile = new("--predicate") { Description = "File with what is stated of the images (JSON), instead of that they passed; - for standard input" };
    private static readonly Option<string> PredicateType = new("--type") { Description = "Type of the predicate: a URI, or cosign's short name for it" };
    private static readonly Option<bool> Push = new("--push") { Description = "Also put the signature beside the image in its registry, as cosign does" };

    public static Command Create()
    {
        var command = new Command("attest", "Sign that an image passed, and record it") { Images, Key, KeyId, PasswordVariable, Authority, Namespace, Note, Project, Policy, PredicateFile, PredicateType, Push };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValue(Authority)) == string.IsNullOrEmpty(result.GetValue(Note)))
            {
                result.AddError("Say for whom to attest: either --authority or --note.");
            }

            CheckPredicate(result);
        });
        ClientOptions.AddTo(command);
        command.SetClientAction(AttestAsync);
        return command;
    }

    private static void CheckPredicate(CommandResult result)
    {
        var isStatement = result.GetValue(PredicateFile) is { Length: > 0 };
        if (isStatement != result.GetValue(PredicateType) is { Length: > 0 })
        {
            result.AddError("--predicate and --type go together.");
        }

        if (isStatement && result.GetValue(Authority) is { Length: > 0 })
        {
            result.AddError("The note of an authority holds attestations; say with --note where statements go.");
        }

        if (isStatement && result.GetValue(Push))
        {
            result.AddError("--push puts signatures beside an image, no statements.");
        }
    }

    private static async Task AttestAsync(ClientCall call)
    {
        var images = call.Get(Images).Select(Parse).ToList();
        var now = TimeProvider.System.GetUtcNow();
        using var key = SigningKey.Read(call.Get(Key), Environment.GetEnvironmentVariable(call.Get(PasswordVariable)) ?? "", now);
        var note = call.Get(Note) is { Length: > 0 } named ? named : await FindNoteAsync(call);
        var predicate = call.Get(PredicateFile) is { Length: > 0 } file ? await PredicateInput.ReadAsync(file, call.Get(PredicateType), call.CancellationToken) : null;
        await CheckAsync(call, images);
        var occurrences = images.Select(i => Sign(call, i, note, key, predicate, now)).ToList();
        await EnsureNoteAsync(call, note, predicate is null ? "attestation" : "dsseAttestation");
        var project = call.Get(Project) is { Length: > 0 } other ? other : note.Split('/')[1];
        var made = new JsonArray();
        foreach (var (image, occurrence) in images.Zip(occurrences))
        {
            made.Add(await SendAsync(call, $"v1/projects/{Uri.EscapeDataString(project)}/occurrences", occurrence));
            await PushAsync(call, image, key);
        }

        call.Printer.Print(new JsonObject { ["occurrences"] = made }, console => PrintTable(console, made));
    }

    /// <summary>All images are judged before any is signed.</summary>
    private static async Task CheckAsync(ClientCall call, List<ImageReference> images)
    {
        if (call.Get(Policy) is not { Length: > 0 } file)
        {
            return;
        }

        var policies = Encoding.UTF8.GetString(await InputFile.ReadAsync(file, call.CancellationToken));
        var answer = await SendAsync(call, "v1/judgements", new() { ["images"] = new JsonArray([.. images.Select(i => JsonValue.Create(i.Written))]), ["policies"] = policies });
        if (!(bool)answer["allowed"]!)
        {
            var reasons = answer["violations"]!.AsArray().Select(v => $"\n- {v!["detail"]} [policy {v["policy"]}]; to satisfy it: {v["remedy"]}");
            throw new CommandFailure($"nothing was signed:{string.Concat(reasons)}");
        }
    }

    private static async Task PushAsync(ClientCall call, ImageReference image, SigningKey key)
    {
        if (!call.Get(Push))
        {
            return;
        }

        await using var registries = RegistryAccess.Open();
        var plain = key.PlainKey ?? throw new CommandFailure("an OpenPGP key cannot sign in a registry: cosign knows PEM keys only; leave --push out");
        var tag = await registries.Signatures.PushAsync(image, plain, call.CancellationToken);
        Console.Error.WriteLine($"pushed {image.Name}:{tag}");
    }

    private static ImageReference Parse(string text) =>
        ImageReference.TryParse(text, out var image) && image.Digest is not null
            ? image
            : throw new CommandFailure($"\"{text}\" is no image with digest: a signature holds for one content, so write registry/repository@sha256:…");

    private static JsonObject Sign(ClientCall call, ImageReference image, string note, SigningKey key, PredicateInput? predicate, DateTimeOffset now)
    {
        var keyId = call.Get(KeyId) is { Length: > 0 } given ? given : key.Id;
        return predicate is null
            ? SignedRecord.OfPass(image, note, key, keyId, now)
            : SignedRecord.OfStatement(image, note, predicate, key.PlainKey ?? throw new CommandFailure("an OpenPGP key cannot sign a statement: envelopes know PEM keys only"), keyId);
    }

    private static async Task<string> FindNoteAsync(ClientCall call)
    {
        var path = RecordPaths.Escape($"v1/manifests/AttestationAuthority/{call.Get(Namespace)}/{call.Get(Authority)}");
        var manifest = await call.Client.GetJsonAsync(path, call.CancellationToken);
        return (string?)manifest["manifest"]?["spec"]?["noteReference"] ?? throw new CommandFailure($"authority \"{call.Get(Authority)}\" names no note");
    }

    private static async Task EnsureNoteAsync(ClientCall call, string note, string kind)
    {
        if (note.Split('/') is not ["projects", var project, "notes", var id])
        {
            throw new CommandFailure($"\"{note}\" is no note: projects/P/notes/N");
        }

        try
        {
            var body = new JsonObject { [kind] = new JsonObject { ["hint"] = new JsonObject { ["humanReadableName"] = id } } };
            await SendAsync(call, $"v1/projects/{Uri.EscapeDataString(project)}/notes{RecordPaths.Query(("noteId", id))}", body);
        }
        catch (ServerError error) when (error.Status is "ALREADY_EXISTS" or "PERMISSION_DENIED")
        {
            // It is there, or making it is not for this caller: recording says what is missing.
        }
    }

    private static async Task<JsonNode> SendAsync(ClientCall call, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await call.Client.SendContentAsync(HttpMethod.Post, path, content, call.CancellationToken);
    }

    private static void PrintTable(IAnsiConsole console, JsonArray occurrences)
    {
        var table = Printer.CreateTable("IMAGE", "KEY", "OCCURRENCE");
        foreach (var occurrence in occurrences)
        {
            table.AddRow(
                new Text(((string?)occurrence!["resourceUri"] ?? "").Replace("https://", "", StringComparison.Ordinal)),
                new Text(SignedRecord.KeyOf(occurrence)),
                new Text((string?)occurrence["name"] ?? ""));
        }

        console.Write(table);
    }
}
