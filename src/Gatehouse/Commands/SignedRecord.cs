using System.Text.Json.Nodes;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.SimpleSigning;
using Gatehouse.Attestation.Statements;

namespace Gatehouse.Host.Commands;

/// <summary>What was signed of an image, as the occurrence that records it.</summary>
internal static class SignedRecord
{
    /// <summary>That the image passed: an ATTESTATION.</summary>
    public static JsonObject OfPass(ImageReference image, string note, SigningKey key, string keyId, DateTimeOffset now)
    {
        var payload = SimpleSigningPayload.For(image).ToJson();
        return Describe(image, note, "attestation", new()
        {
            ["serializedPayload"] = Convert.ToBase64String(payload),
            ["signatures"] = new JsonArray(new JsonObject { ["signature"] = Convert.ToBase64String(key.Sign(payload, now)), ["publicKeyId"] = keyId }),
        });
    }

    /// <summary>An in-toto statement about the image in a DSSE envelope: a DSSE_ATTESTATION.</summary>
    public static JsonObject OfStatement(ImageReference image, string note, PredicateInput predicate, PrivateKey key, string keyId)
    {
        var subject = new ResourceDescriptor { Name = image.Name, Digest = DigestSet.Of(image.Digest!.Value) };
        var statement = new Statement(StatementVersion.V1, [subject], predicate.Type, predicate.Content);
        var envelope = Envelope.Sign(Statement.PayloadType, statement.ToJson(), key, keyId);
        return Describe(image, note, "dsseAttestation", new() { ["envelope"] = JsonNode.Parse(envelope.ToJson()) });
    }

    /// <returns>The id of the key that signed.</returns>
    public static string KeyOf(JsonNode occurrence) =>
        (string?)(occurrence["attestation"]?["signatures"]?[0]?["publicKeyId"] ?? occurrence["dsseAttestation"]?["envelope"]?["signatures"]?[0]?["keyid"]) ?? "";

    private static JsonObject Describe(ImageReference image, string note, string kind, JsonObject details) => new()
    {
        ["noteName"] = note,
        ["resourceUri"] = $"https://{image.Name}@{image.Digest}",
        [kind] = details,
    };
}
