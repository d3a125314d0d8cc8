using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Gatehouse.Admission.Pinning;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Host.Commands;

/// <summary>
/// <c>gatehouse pin -f FILE|DIRECTORY…</c>: gives every image in manifests the digest behind its tag. Tags, comments and layout stay. Nothing is written when one image cannot be resolved.
/// </summary>
internal static class PinCommand
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];
    private static readonly Option<string[]> Files = InputFile.CreateOption("Manifests (YAML or JSON), or directories of them");
    private static readonly Option<bool> Recursive = new("--recursive", "-R") { Description = "Also the directories inside of directories" };
    private static readonly Option<bool> InPlace = new("--in-place", "-i") { Description = "Write the files themselves (default: print them)" };
    private static readonly Option<string> Output = new("--output-dir") { Description = "Write the files under this directory" };
    private static readonly Option<bool> Check = new("--check") { Description = "Write nothing; exit code 1 when an image has no digest" };

    public static Command Create()
    {
        var command = new Command("pin", "Give images in manifests the digest behind their tags") { Files, Recursive, InPlace, Output, Check };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var manifests = new List<(string File, string Text, ImmutableArray<ImageScalar> Images)>();
        var mistakes = new List<string>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, name) in arguments.GetValue(Files)!.SelectMany(f => Expand(f, arguments.GetValue(Recursive))))
        {
            names[file] = name;
            var text = new UTF8Encoding(false).GetString(await InputFile.ReadAsync(file, cancellationToken));
            var errors = new ManifestErrors(file);
            manifests.Add((file, text, [.. ImageScalars.Find(text, errors).Where(i => NeedsDigest(i, errors))]));
            mistakes.AddRange(errors.ToImmutable().Select(e => e.ToString()));
        }

        if (arguments.GetValue(Check))
        {
            mistakes.AddRange(manifests.SelectMany(m => m.Images.Select(i => $"{m.File}:{i.Position}: {i.Value} has no digest")));
            return Report(mistakes);
        }

        var digests = await ResolveAsync(manifests, mistakes, cancellationToken);
        if (mistakes.Count > 0)
        {
            return Report(mistakes);
        }

        foreach (var (file, text, images) in manifests)
        {
            await WriteAsync(arguments, file, names[file], Insert(text, images, digests), manifests.Count > 1, cancellationToken);
            foreach (var image in images)
            {
                Console.Error.WriteLine($"{file}:{image.Position}: {image.Value} is {digests[image.Value]}");
            }
        }

        return 0;
    }

    private static bool NeedsDigest(ImageScalar image, ManifestErrors errors)
    {
        if (!ImageReference.TryParse(image.Value, out var reference, out var error))
        {
            errors.Add(image.Position, "image", $"\"{image.Value}\" is no image: {error}");
            return false;
        }

        return reference.Digest is null;
    }

    private static async Task<Dictionary<string, Digest>> ResolveAsync(
        List<(string File, string Text, ImmutableArray<ImageScalar> Images)> manifests, List<string> mistakes, CancellationToken cancellationToken)
    {
        await using var registries = RegistryAccess.Open();
        var digests = new Dictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var (file, image) in manifests.SelectMany(m => m.Images.Select(i => (m.File, i))))
        {
            try
            {
                digests[image.Value] = digests.TryGetValue(image.Value, out var known) ? known : await registries.Registry.ResolveAsync(ImageReference.Parse(image.Value), cancellationToken);
            }
            catch (RegistryException exception)
            {
                mistakes.Add($"{file}:{image.Position}: {exception.Message}");
            }
        }

        return digests;
    }

    private static string Insert(string text, ImmutableArray<ImageScalar> images, Dictionary<string, Digest> digests)
    {
        var pinned = new StringBuilder(text);
        foreach (var image in images.Reverse())
        {
            pinned.Insert(image.End, $"@{digests[image.Value]}");
        }

        return pinned.ToString();
    }

    /// <param name="name">Under an output directory: as below the directory that it was found in.</param>
    private static async Task WriteAsync(ParseResult arguments, string file, string name, string text, bool isOneOfMany, CancellationToken cancellationToken)
    {
        var target = arguments.GetValue(InPlace) ? file : arguments.GetValue(Output) is { Length: > 0 } folder ? Path.Combine(folder, name) : "-";
        if (target == "-")
        {
            Console.Out.Write(isOneOfMany && !text.StartsWith("---", StringComparison.Ordinal) ? $"---\n{text}{(text.EndsWith('\n') ? "" : "\n")}" : text);
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            await File.WriteAllTextAsync(target, text, new UTF8Encoding(false), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot write \"{target}\": {exception.Message}");
        }
    }

    private static IEnumerable<(string File, string Name)> Expand(string path, bool isRecursive) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", isRecursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Where(f => Extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal).Select(f => (f, Path.GetRelativePath(path, f)))
        : [(path, Path.GetFileName(path))];

    private static int Report(List<string> mistakes)
    {
        mistakes.ForEach(m => Console.Error.WriteLine($"error: {m}"));
        return mistakes.Count > 0 ? 1 : 0;
    }
}
