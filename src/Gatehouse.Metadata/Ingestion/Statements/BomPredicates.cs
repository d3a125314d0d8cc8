using System.Security.Cryptography;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Reading;
using Google.Protobuf;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>Statements whose predicate is a bill of materials (in-toto predicates "CycloneDX" and "SPDX").</summary>
internal static class BomPredicates
{
    /// <returns><c>cyclonedx</c> or <c>spdx</c>; null for another predicate.</returns>
    public static string? Find(string predicateType) =>
        predicateType.StartsWith("https://cyclonedx.org/bom", StringComparison.Ordinal) ? "cyclonedx"
        : predicateType.StartsWith("https://spdx.dev/Document", StringComparison.Ordinal) ? "spdx"
        : null;

    public static SBOMReferenceOccurrence Map(JsonItem statement, string predicateType, ByteString bytes, Envelope? envelope)
    {
        var predicate = statement["predicate"];
        var id = predicate.Text("serialNumber") is { Length: > 0 } serial ? serial : predicate.Text("documentNamespace");
        var reference = new SBOMReferenceOccurrence
        {
            PayloadType = "application/vnd.in-toto+json",
            Payload = new()
            {
                Type = "https://in-toto.io/Statement/v1",
                PredicateType = predicateType,
                Subject = { StatementSubjects.Of(statement) },
                Predicate = new() { ReferrerId = id, MimeType = "application/vnd.in-toto+json", Digest = { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) } },
            },
        };
        if (envelope is not null)
        {
            reference.Signatures.Add(envelope.Signatures);
        }

        return reference;
    }
}
