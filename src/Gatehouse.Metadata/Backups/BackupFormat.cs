using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Backups;

/// <summary>
/// A backup file: gzip over JSON lines. The first line is <c>{"gatehouse-backup":1,"revision":…}</c>, the last <c>{"end":COUNT}</c>, so that a file that was cut off is told
/// from a whole one. Messages are kept as base64 of their wire form, which keeps fields that this version does not know.
/// </summary>
internal static class BackupFormat
{
    private const int Version = 1;

    public static async Task WriteAsync(IAsyncEnumerable<SnapshotItem> items, Stream output, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        // The writer would close the stream synchronously, which a response does not allow.
        await using var writer = new StreamWriter(gzip, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        var count = 0L;
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(Render(item).ToJsonString().AsMemory(), cancellationToken);
            count++;
        }

        await writer.WriteLineAsync(new JsonObject { ["end"] = count }.ToJsonString().AsMemory(), cancellationToken);
    }

    /// <exception cref="FormatException">It is no backup, is of a newer version, or is damaged; the message names the line.</exception>
    public static IEnumerable<SnapshotItem> Read(Stream input)
    {
        using var gzip = new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new StreamReader(gzip);
        var count = 0L;
        while (ReadLine(reader, count + 1) is { } line)
        {
            var node = Parse(line, count + 1);
            if (node["end"] is { } end)
            {
                if ((long)end != count)
                {
                    throw new FormatException($"the backup says that it has {end} lines, but {count} are there");
                }

                yield break;
            }

            yield return Read(node, ++count);
        }

        throw new FormatException($"the backup ends after line {count} without its last line: it is not whole");
    }

    private static JsonObject Render(SnapshotItem item) => item switch
    {
        SnapshotItem.Head head => new() { ["gatehouse-backup"] = Version, ["revision"] = head.Revision },
        SnapshotItem.Project { Value: var project } => new() { ["project"] = project.Name.Id, ["time"] = Text(project.CreateTime), ["sequence"] = project.Sequence },
        SnapshotItem.Note note => new() { ["note"] = Convert.ToBase64String(note.Wire.Span), ["sequence"] = note.Sequence, ["revision"] = note.Revision },
        SnapshotItem.Occurrence occurrence => new() { ["occurrence"] = Convert.ToBase64String(occurrence.Wire.Span), ["sequence"] = occurrence.Sequence, ["revision"] = occurrence.Revision },
        SnapshotItem.Document { Value: var document } => new()
        {
            ["document"] = document.Key, ["collection"] = document.Collection, ["content"] = Convert.ToBase64String(document.Content.Span), ["revision"] = document.Revision,
        },
        SnapshotItem.Change { Value: var change } => new()
        {
            ["change"] = change.Name, ["revision"] = change.Revision, ["time"] = Text(change.Time), ["type"] = (int)change.Type, ["collection"] = change.Collection,
            ["projectId"] = change.ProjectId, ["kind"] = (int)change.Kind, ["resource"] = change.ResourceUri,
            ["principal"] = change.Origin.Principal, ["address"] = change.Origin.Address, ["action"] = change.Origin.Action,
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static SnapshotItem Read(JsonObject line, long number)
    {
        try
        {
            return line switch
            {
                _ when line["gatehouse-backup"] is { } version => (int)version == Version
                    ? new SnapshotItem.Head((long)line["revision"]!)
                    : throw new FormatException($"the backup has version {version}; this program reads version {Version}"),
                _ when number == 1 => throw new FormatException("it does not begin as a Gatehouse backup does"),
                _ when line["project"] is { } id => new SnapshotItem.Project(new(ProjectName.FromId((string)id!), Time(line), (long)line["sequence"]!)),
                _ when line["note"] is { } wire => new SnapshotItem.Note((long)line["sequence"]!, (long)line["revision"]!, Convert.FromBase64String((string)wire!)),
                _ when line["occurrence"] is { } wire => new SnapshotItem.Occurrence((long)line["sequence"]!, (long)line["revision"]!, Convert.FromBase64String((string)wire!)),
                _ when line["document"] is { } key => new SnapshotItem.Document(
                    new((string)line["collection"]!, (string)key!, Convert.FromBase64String((string)line["content"]!), (long)line["revision"]!)),
                _ when line["change"] is { } name => new SnapshotItem.Change(ReadChange(line, (string)name!)),
                _ => throw new FormatException("it is of no kind that this version knows"),
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or NullReferenceException or ArgumentNullException)
        {
            throw new FormatException($"line {number} of the backup: {exception.Message}", exception);
        }
    }

    private static Change ReadChange(JsonObject line, string name) => new(
        (long)line["revision"]!, Time(line), (ChangeType)(int)line["type"]!, (string)line["collection"]!, name, (string)line["projectId"]!, (NoteKind)(int)line["kind"]!, (string)line["resource"]!,
        new((string)line["principal"]!, (string)line["address"]!, (string)line["action"]!));

    private static string? ReadLine(StreamReader reader, long number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException($"line {number} of the backup: {exception.Message}", exception);
        }
    }

    private static JsonObject Parse(string line, long number)
    {
        try
        {
            return (JsonObject)JsonNode.Parse(line)!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException)
        {
            throw new FormatException($"line {number} of the backup is not a JSON object", exception);
        }
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonObject line) => DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture);
}
