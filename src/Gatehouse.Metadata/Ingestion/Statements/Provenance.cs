using System.Text.Json.Nodes;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Reading;
using Google.Protobuf;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>SLSA provenance 0.1, 0.2 and 1 in Grafeas' messages, whose JSON names are those of the predicates. Members that Grafeas has no field for stay in the envelope.</summary>
internal static class Provenance
{
    private const string Prefix = "https://slsa.dev/provenance/";
    private static readonly JsonParser Lenient = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static bool IsProvenance(string predicateType) => predicateType.StartsWith(Prefix, StringComparison.Ordinal);

    /// <returns>Null, and an error, when the predicate does not fit its type.</returns>
    public static BuildOccurrence? Map(JsonItem statement, string type, string predicateType)
    {
        var predicate = statement["predicate"];
        if (!predicate.IsObject)
        {
            predicate.Fail("must be an object");
            return null;
        }

        try
        {
            return Map(predicate.Element.GetRawText(), StatementSubjects.Of(statement), type, predicateType);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            predicate.Fail($"is no provenance of type {predicateType}: {exception.Message}");
            return null;
        }
    }

    private static BuildOccurrence Map(string predicate, IEnumerable<Subject> subjects, string type, string predicateType)
    {
        if (predicateType[Prefix.Length..].StartsWith("v1", StringComparison.Ordinal))
        {
            var provenance = Lenient.Parse<InTotoSlsaProvenanceV1.Types.SlsaProvenanceV1>(predicate);
            return new() { InTotoSlsaProvenanceV1 = new() { Type = type, PredicateType = predicateType, Subject = { subjects }, Predicate = provenance } };
        }

        var statement = new InTotoStatement { Type = type, PredicateType = predicateType, Subject = { subjects } };
        if (predicateType[Prefix.Length..].StartsWith("v0.2", StringComparison.Ordinal))
        {
            statement.SlsaProvenanceZeroTwo = Lenient.Parse<SlsaProvenanceZeroTwo>(predicate);
        }
        else
        {
            statement.SlsaProvenance = Lenient.Parse<SlsaProvenance>(WithoutAnyMembers(predicate));
        }

        return new() { IntotoStatement = statement };
    }

    /// <summary>Version 0.1 has messages of any type in two places, of types that only the builder knows.</summary>
    private static string WithoutAnyMembers(string predicate)
    {
        var json = JsonNode.Parse(predicate)!;
        if (json["recipe"] is JsonObject recipe)
        {
            recipe.Remove("arguments");
            recipe.Remove("environment");
        }

        return json.ToJsonString();
    }
}
