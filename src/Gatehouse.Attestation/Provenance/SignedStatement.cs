using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>As much of an in-toto statement as deciding needs: subjects, type and predicate. To be read only of an envelope whose signature holds.</summary>
/// <param name="Subjects">The digest set of each subject; at least one.</param>
/// <param name="Predicate">Undefined where there is none.</param>
internal sealed record SignedStatement(string PredicateType, ImmutableArray<ImmutableDictionary<string, string>> Subjects, JsonElement Predicate)
{
    private const int MaximumSubjects = 10_000;

    public static Outcome<SignedStatement> Read(Envelope envelope) => IsInToto(envelope.PayloadType)
        ? StrictJson.ReadObject(envelope.Payload.Span, Read, JsonLimits.Documents, VerificationStep.Payload)
        : new Failure(FailureReason.WrongType, VerificationStep.Payload, $"the payload is of type {envelope.PayloadType}, not an in-toto statement");

    private static bool IsInToto(string payloadType) =>
        payloadType == "application/vnd.in-toto+json"
        || (payloadType.StartsWith("application/vnd.in-toto.", StringComparison.Ordinal) && payloadType.EndsWith("+json", StringComparison.Ordinal));

    private static SignedStatement? Read(JsonObjectReader statement)
    {
        if (statement.RequiredString("_type") is not ("https://in-toto.io/Statement/v1" or "https://in-toto.io/Statement/v0.1"))
        {
            statement.Refuse("_type", "is not that of an in-toto statement of version 0.1 or 1", FailureReason.WrongType);
        }

        var subjects = statement.Objects("subject", MaximumSubjects).Select(s => s.StringMap("digest")).ToImmutableArray();
        if (subjects.IsEmpty)
        {
            statement.Refuse("subject", "is empty");
        }

        return new(statement.RequiredString("predicateType"), subjects, statement.OptionalObject("predicate")?.Element ?? default);
    }

    /// <summary>Reads the predicate member by member.</summary>
    public Outcome<T> ReadPredicate<T>(Func<JsonObjectReader, T?> read) where T : class => Predicate.ValueKind == JsonValueKind.Object
        ? JsonObjectReader.Read(Predicate, read, VerificationStep.Claim)
        : new Failure(FailureReason.Malformed, VerificationStep.Claim, "the statement has no predicate");
}
