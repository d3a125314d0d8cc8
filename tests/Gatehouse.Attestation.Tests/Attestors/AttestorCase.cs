using System.Text.Json;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Attestors;

/// <summary>An attestor and an occurrence as the API writes them: proto3 JSON of Binary Authorization and Grafeas.</summary>
internal static class AttestorCase
{
    public static Attestor ReadAttestor(JsonElement json)
    {
        var note = json.GetProperty("userOwnedGrafeasNote");
        return Attestor.Create(json.GetProperty("name").GetString()!, note.GetProperty("noteReference").GetString()!, List(note, "publicKeys").Select(ReadKey));
    }

    public static AttestationOccurrence ReadOccurrence(JsonElement json)
    {
        var attestation = json.GetProperty("attestation");
        return new()
        {
            NoteName = json.GetProperty("noteName").GetString()!,
            ResourceUri = json.GetProperty("resourceUri").GetString()!,
            SerializedPayload = Base64Text.Decode(Text(attestation, "serializedPayload")) ?? [],
            Signatures = [.. List(attestation, "signatures").Select(s => new AttestationSignature(Base64Text.Decode(Text(s, "signature")) ?? [], Text(s, "publicKeyId")))],
            Tokens = [.. List(attestation, "jwts").Select(t => Text(t, "compactJwt"))],
        };
    }

    private static Outcome<AttestorKey> ReadKey(JsonElement key) => key.TryGetProperty("pkixPublicKey", out var pkix)
        ? AttestorKey.FromPkix(Text(key, "id"), Text(pkix, "publicKeyPem"), Text(pkix, "signatureAlgorithm"))
        : AttestorKey.FromPgp(Text(key, "asciiArmoredPgpPublicKey"));

    private static IEnumerable<JsonElement> List(JsonElement json, string name) => json.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
