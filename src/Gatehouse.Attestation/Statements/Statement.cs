using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Statements;

/// <summary>
/// An in-toto statement, v0.1 or v1: subjects, and what is claimed of them. Also read in the spelling of protobuf text (<c>type</c>, <c>predicate_type</c>).
/// Members that are not known are ignored, so a claim may only ever add reasons to allow.
/// </summary>
/// <param name="Predicate">An object; null when absent, which v1 allows.</param>
public sealed record Statement(StatementVersion Version, ImmutableArray<ResourceDescriptor> Subjects, string PredicateType, JsonElement? Predicate)
{
    public const string TypeV01 = "https://in-toto.io/Statement/v0.1";
    public const string TypeV1 = "https://in-toto.io/Statement/v1";

    /// <summary>The payload type of envelopes around statements.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private const int MostSubjects = 10_000;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Outcome<Statement> Parse(ReadOnlySpan<byte> json, JsonLimits? limits = null) =>
        StrictJson.ReadObject(json, Read, limits ?? JsonLimits.Documents, VerificationStep.Payload);

    /// <summary>The statement inside an envelope. Only of an envelope that has been verified is it worth anything; see <see cref="FromVerified"/>.</summary>
    public static Outcome<Statement> FromEnvelope(Envelope envelope, JsonLimits? limits = null) => IsPayloadType(envelope.PayloadType)
        ? Parse(envelope.Payload.Span, limits)
        : new Failure(FailureReason.WrongType, VerificationStep.Payload, $"payload type \"{envelope.PayloadType}\" is not in-toto's");

    public static Outcome<Statement> FromVerified(VerifiedEnvelope verified, JsonLimits? limits = null) => FromEnvelope(verified.Envelope, limits);

    /// <summary><c>application/vnd.in-toto+json</c>, or <c>application/vnd.in-toto.&lt;type&gt;+json</c>.</summary>
    public static bool IsPayloadType(string type) => type == PayloadType
        || (type.StartsWith("application/vnd.in-toto.", StringComparison.Ordinal) && type.EndsWith("+json", StringComparison.Ordinal) && type.Length > "application/vnd.in-toto.+json".Length);

    /// <summary>Whether the statement is about an artifact of which these digests are known: some subject agrees in a strong algorithm, and no such subject disagrees in another.</summary>
    /// <returns>Null when it is.</returns>
    public Failure? Mismatch(DigestSet artifact)
    {
        var found = Subjects.Select(s => s.Digest.Compare(artifact)).ToArray();
        return found.Contains(DigestAgreement.Contradiction)
            ? new(FailureReason.WrongDigest, VerificationStep.Subject, $"a subject agrees with {artifact} in one algorithm and disagrees in another")
            : found.Contains(DigestAgreement.Same) ? null
            : new Failure(FailureReason.WrongDigest, VerificationStep.Subject, $"none of {Subjects.Length} subjects is {artifact}");
    }

    public Failure? Mismatch(Digest manifest) => Mismatch(DigestSet.Of(manifest));

    /// <summary>Compact JSON in the spelling of the specification.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("_type", Version is StatementVersion.V1 ? TypeV1 : TypeV01);
            writer.WriteStartArray("subject");
            foreach (var subject in Subjects)
            {
                subject.WriteTo(writer);
            }
            writer.WriteEndArray();
            writer.WriteString("predicateType", PredicateType);
            if (Predicate is { } predicate)
            {
                writer.WritePropertyName("predicate");
                predicate.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static Statement? Read(JsonObjectReader json)
    {
        var version = ReadVersion(json);
        var predicateType = ReadEither(json, "predicateType", "predicate_type");
        var subjects = ReadSubjects(json);
        if (json.OptionalObject("predicate") is null && !json.Has("predicate") && version is StatementVersion.V01)
        {
            json.Refuse("predicate", "is missing");
        }
        return version is null ? null : new(version.Value, subjects, predicateType, json.Find("predicate"));
    }

    private static StatementVersion? ReadVersion(JsonObjectReader json)
    {
        switch (ReadEither(json, "_type", "type"))
        {
            case TypeV1:
                return StatementVersion.V1;
            case TypeV01:
                return StatementVersion.V01;
            case "":
                return null;
            case var other:
                json.Refuse("_type", $"is \"{(other.Length <= 128 ? other : other[..128])}\", not an in-toto statement of v0.1 or v1", FailureReason.WrongType);
                return null;
        }
    }

    private static ImmutableArray<ResourceDescriptor> ReadSubjects(JsonObjectReader json)
    {
        var subjects = json.Objects("subject", MostSubjects);
        if (subjects.IsEmpty)
        {
            json.Refuse("subject", "names nothing: a statement is about something");
        }
        // A subject by uri alone is somebody's valid statement; it matches no artifact, since only digests match.
        return [.. subjects.Select(ResourceDescriptor.ReadValid)];
    }

    /// <summary>One of two spellings; both at once would let two readers see two statements.</summary>
    private static string ReadEither(JsonObjectReader json, string name, string other)
    {
        if (json.Has(name) && json.Has(other))
        {
            json.Refuse(other, $"and {name} are two spellings of one member", FailureReason.DuplicateMember);
        }
        return json.Has(other) ? json.RequiredString(other) : json.RequiredString(name);
    }
}
