using System.Text.Json;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>Finds the statements in what a file may hold: a statement, a DSSE envelope, a sigstore bundle, or the provenance that gcloud prints.</summary>
internal sealed class StatementReader(StatementMapper mapper, int maximumDepth, ErrorList errors)
{
    private const string StatementPayloadType = "application/vnd.in-toto+json";

    public void Read(JsonItem item)
    {
        if (!item.IsObject)
        {
            item.Fail($"must be a statement, an envelope or a bundle, got {JsonPaths.Describe(item.Element.ValueKind)}");
        }
        else if (item["dsseEnvelope"] is { IsPresent: true } envelope)
        {
            ReadEnvelope(envelope);
        }
        else if (item["payload"].IsPresent && (item["payloadType"].IsPresent || item["signatures"].IsPresent))
        {
            ReadEnvelope(item);
        }
        else if (item["messageSignature"].IsPresent)
        {
            item["messageSignature"].Fail("the bundle signs a file, not a statement; only a bundle with a dsseEnvelope has something to import");
        }
        else if (item["provenance_summary"] is { IsObject: true } summary)
        {
            ReadSummary(summary);
        }
        else if (Type(item) is { IsPresent: true })
        {
            mapper.Add(item, Type(item), payload: null, envelope: null);
        }
        else
        {
            item.Fail("this is neither an in-toto statement (_type), a DSSE envelope (payload, payloadType, signatures) nor a sigstore bundle (dsseEnvelope)");
        }
    }

    /// <summary>protojson of the attestation libraries writes <c>type</c>.</summary>
    private static JsonItem Type(JsonItem statement) => statement["_type"] is { IsPresent: true } type ? type : statement["type"];

    private void ReadSummary(JsonItem summary)
    {
        var provenance = summary.Items("provenance");
        if (provenance.Count == 0)
        {
            summary["provenance"].Fail("has no provenance");
        }

        foreach (var entry in provenance)
        {
            ReadEnvelope(entry["envelope"]);
        }
    }

    private void ReadEnvelope(JsonItem item)
    {
        if (EnvelopeReader.Read(item) is not { } envelope)
        {
            return;
        }

        if (envelope.PayloadType != StatementPayloadType)
        {
            item["payloadType"].Fail($"must be \"{StatementPayloadType}\" for a statement, got \"{envelope.PayloadType}\"");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(envelope.Payload.Memory, new JsonDocumentOptions { MaxDepth = maximumDepth });
            var statement = new JsonItem(document.RootElement, item["payload"].Path + "#$", item.Place, errors);
            if (!statement.IsObject || !Type(statement).IsPresent)
            {
                statement.Fail("the payload is no in-toto statement: it has no _type");
                return;
            }

            mapper.Add(statement, Type(statement), envelope.Payload, envelope);
        }
        catch (JsonException exception)
        {
            item["payload"].Fail($"the payload is not JSON: {exception.Message}");
        }
    }
}
