using System.Security.Cryptography;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;
using Google.Protobuf;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>A statement as an occurrence on each of its subjects.</summary>
internal sealed class StatementMapper(ReportBuilder builder, string? resource)
{
    private const string TypePrefix = "https://in-toto.io/Statement/";

    /// <param name="type">The statement's type, which is a different member in different tools.</param>
    /// <param name="payload">The bytes that were signed; null for a bare statement.</param>
    public void Add(JsonItem statement, JsonItem type, ByteString? payload, Envelope? envelope)
    {
        if (type.AsText() is not (TypePrefix + "v0.1" or TypePrefix + "v1" or TypePrefix + "v1.0"))
        {
            type.Fail($"must be \"{TypePrefix}v1\" or \"{TypePrefix}v0.1\", got \"{type.AsText()}\"");
            return;
        }

        var predicateType = PredicateType(statement);
        if (predicateType.Length == 0)
        {
            statement["predicateType"].Fail("is required");
            return;
        }

        var bytes = payload ?? ByteString.CopyFromUtf8(statement.Element.GetRawText());
        var (noteId, note, occurrence) = Map(statement, type.AsText(), predicateType, bytes, envelope);
        if (occurrence is null)
        {
            return;
        }

        occurrence.Envelope = envelope?.Clone();
        builder.AddNote(noteId, note);
        // With its signatures: the same statement signed by two is two facts.
        var identity = Convert.ToHexStringLower(SHA256.HashData(envelope is null ? bytes.Span : envelope.ToByteArray()));
        foreach (var uri in Resources(statement))
        {
            var one = occurrence.Clone();
            one.ResourceUri = uri;
            builder.AddOccurrence($"{note.TypeCase}|{noteId}|{uri}|{predicateType}|{identity}", noteId, one);
        }
    }

    /// <summary>Some tools print the names of the protocol buffer.</summary>
    private static string PredicateType(JsonItem statement) => statement["predicateType"].IsPresent ? statement.Text("predicateType") : statement.Text("predicate_type");

    private IEnumerable<string> Resources(JsonItem statement)
    {
        var subjects = statement.Items("subject");
        if (resource is not null)
        {
            return [resource];
        }

        if (subjects.Count == 0)
        {
            statement["subject"].Fail("the statement has no subject; name the resource with --resource (parameter \"resource\")");
        }

        return subjects.Select(SubjectResources.Of).OfType<string>().Distinct(StringComparer.Ordinal);
    }

    private static (string NoteId, Note Note, Occurrence? Occurrence) Map(JsonItem statement, string type, string predicateType, ByteString bytes, Envelope? envelope)
    {
        if (Provenance.IsProvenance(predicateType))
        {
            var predicate = statement["predicate"];
            var builderId = predicate["runDetails"]["builder"].Text("id") is { Length: > 0 } v1 ? v1 : predicate["builder"].Text("id");
            var build = Provenance.Map(statement, type, predicateType);
            return (NoteIds.From("builder-" + builderId), new() { ShortDescription = $"Builds by {(builderId.Length > 0 ? builderId : "an unnamed builder")}", Build = new() }, build is null ? null : new() { Build = build });
        }

        if (BomPredicates.Find(predicateType) is { } format)
        {
            return (NoteIds.From($"sbom-{format}"), new() { ShortDescription = $"Bills of materials in {format}", SbomReference = new() { Format = format } }, new() { SbomReference = BomPredicates.Map(statement, predicateType, bytes, envelope) });
        }

        var note = new Note { ShortDescription = $"Statements of type {predicateType}" };
        if (envelope is not null)
        {
            note.DsseAttestation = new() { Hint = new() { HumanReadableName = predicateType } };
            return (NoteIds.From("dsse-" + predicateType), note, new() { DsseAttestation = new() { Envelope = envelope } });
        }

        note.Attestation = new() { Hint = new() { HumanReadableName = predicateType } };
        return (NoteIds.From("attestation-" + predicateType), note, new() { Attestation = new() { SerializedPayload = bytes } });
    }
}
