using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Kinds;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Transcoding;
using Gatehouse.Metadata.Validation;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Backups;

/// <summary>
/// <c>GET /v1/projects/P:export</c> streams the records of a project as JSON lines; <c>POST /v1/projects/P:load</c> takes such lines into a project, of this or another
/// store. Names are those of the project loaded into; what is there already stays as it is, so a load that was cut off is simply done again.
/// </summary>
public sealed class ExportEndpoints(IRecordStore store, AccessGuard access, FailureTranslator failures, IOptions<MetadataLimits> limits, TimeProvider time)
{
    private const int PageItems = 1_000;
    private const int MistakesShown = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/projects/{project}:export", (RequestDelegate)ExportAsync);
        routes.MapPost("/v1/projects/{project}:load", (RequestDelegate)LoadAsync);
    }

    private async Task ExportAsync(HttpContext http)
    {
        try
        {
            var call = Call.From(http);
            var project = Names.Project($"projects/{http.Request.RouteValues["project"]}");
            await access.RequireAsync(call.Caller, Permission.NotesList, project.ToString(), call.CancellationToken);
            await access.RequireAsync(call.Caller, Permission.OccurrencesList, project.ToString(), call.CancellationToken);
            await store.GetProjectAsync(project, call.CancellationToken);
            http.Response.ContentType = "application/x-ndjson";
            await using var writer = new StreamWriter(http.Response.Body, bufferSize: 64 * 1024) { NewLine = "\n" };
            await WriteAsync(writer, "note", after => ListNotesAsync(project, after, call), call.CancellationToken);
            await WriteAsync(writer, "occurrence", after => ListOccurrencesAsync(project, after, call), call.CancellationToken);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "projects:export"), http);
        }
    }

    private static async Task WriteAsync(StreamWriter writer, string member, Func<PageCursor?, ValueTask<(IEnumerable<IMessage> Items, PageCursor? Next)>> list, CancellationToken cancellationToken)
    {
        PageCursor? after = null;
        do
        {
            (var items, after) = await list(after);
            foreach (var item in items)
            {
                await writer.WriteLineAsync(ExportFormat.Render(member, item).AsMemory(), cancellationToken);
            }
        }
        while (after is not null);
    }

    private async ValueTask<(IEnumerable<IMessage> Items, PageCursor? Next)> ListNotesAsync(ProjectName project, PageCursor? after, Call call)
    {
        var page = await store.ListNotesAsync(new() { Project = project, After = after, Limit = PageItems }, call.CancellationToken);
        return (page.Items.Select(n => n.Note), page.Next);
    }

    private async ValueTask<(IEnumerable<IMessage> Items, PageCursor? Next)> ListOccurrencesAsync(ProjectName project, PageCursor? after, Call call)
    {
        var page = await store.ListOccurrencesAsync(new() { Project = project, After = after, Limit = PageItems }, call.CancellationToken);
        return (page.Items.Select(o => o.Occurrence), page.Next);
    }

    private async Task LoadAsync(HttpContext http)
    {
        try
        {
            var call = Call.From(http);
            var project = Names.Project($"projects/{http.Request.RouteValues["project"]}");
            await access.RequireAsync(call.Caller, Permission.StoreRestore, project.ToString(), call.CancellationToken);
            await store.GetProjectAsync(project, call.CancellationToken);
            var (created, present) = await LoadAsync(new StreamReader(http.Request.Body), project, call);
            http.Response.ContentType = "application/json; charset=UTF-8";
            await http.Response.WriteAsync(new JsonObject { ["created"] = created, ["present"] = present }.ToJsonString(), call.CancellationToken);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "projects:load"), http);
        }
    }

    private async Task<(int Created, int Present)> LoadAsync(StreamReader reader, ProjectName project, Call call)
    {
        var (created, present, number) = (0, 0, 0);
        var errors = new List<FieldError>();
        var batch = ImmutableArray.CreateBuilder<RecordWrite>();
        while (await reader.ReadLineAsync(call.CancellationToken) is { } line)
        {
            number++;
            if (line.Length > 0 && Read(line, project, number, errors) is { } write)
            {
                errors.AddRange(NameLimit.Find([write], limits.Value.NameBytes).Select(m => new FieldError($"line {number}", m.Mistake)));
                batch.Add(write);
            }

            if (errors.Count > MistakesShown)
            {
                break;
            }

            if (batch.Count == PageItems)
            {
                var written = errors.Count > 0 ? 0 : await CommitAsync(batch.DrainToImmutable(), call);
                (created, present) = (created + written, present + PageItems - written);
                batch.Clear();
            }
        }

        if (errors.Count > 0)
        {
            throw Errors.InvalidArgument([.. errors.Take(MistakesShown)]);
        }

        var last = batch.DrainToImmutable();
        var rest = last.IsEmpty ? 0 : await CommitAsync(last, call);
        return (created + rest, present + last.Length - rest);
    }

    /// <summary>Makes the writes whose names are free; those that are taken are there already.</summary>
    private async ValueTask<int> CommitAsync(ImmutableArray<RecordWrite> writes, Call call)
    {
        while (true)
        {
            var outcome = await store.CommitAsync(new(writes, call.Origin(Permission.StoreRestore), time.GetUtcNow()), call.CancellationToken);
            if (outcome is not CommitOutcome.Refused { Refusals: var refusals } || refusals.Any(r => r.Reason != WriteRefusalReason.AlreadyExists))
            {
                Commits.ThrowIfRefused(outcome);
                return writes.Length;
            }

            var taken = refusals.Select(r => r.Index).ToHashSet();
            writes = [.. writes.Where((_, i) => !taken.Contains(i))];
            if (writes.IsEmpty)
            {
                return 0;
            }
        }
    }

    private static RecordWrite? Read(string line, ProjectName project, int number, List<FieldError> errors)
    {
        var at = $"line {number}";
        try
        {
            var (member, json) = ExportFormat.Split(line);
            return member == "note" ? ReadNote(json, project, at, errors) : ReadOccurrence(json, project, at, errors);
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException or InvalidJsonException)
        {
            errors.Add(new(at, exception.Message));
            return null;
        }
    }

    private static RecordWrite ReadNote(string json, ProjectName project, string at, List<FieldError> errors)
    {
        var note = JsonMessages.Parse<Note>(json);
        var name = NoteName.Parse(note.Name);
        name = new(project, name.Location, name.Id);
        note.Name = name.ToString();
        note.Kind = NoteKinds.Of(note);
        NoteValidator.Validate(note, at, errors);
        return new RecordWrite.CreateNote(name, note);
    }

    private static RecordWrite ReadOccurrence(string json, ProjectName project, string at, List<FieldError> errors)
    {
        var occurrence = JsonMessages.Parse<Occurrence>(json);
        var name = OccurrenceName.Parse(occurrence.Name);
        var note = NoteName.Parse(occurrence.NoteName);
        if (note.Project == name.Project)
        {
            occurrence.NoteName = new NoteName(project, note.Location, note.Id).ToString();
        }

        name = new(project, name.Location, name.Id);
        occurrence.Name = name.ToString();
        occurrence.Kind = NoteKinds.Of(occurrence);
        OccurrenceValidator.Validate(occurrence, at, errors);
        return new RecordWrite.CreateOccurrence(name, occurrence);
    }
}
