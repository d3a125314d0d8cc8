using System.Text.Json;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>What a statement claims, read as its type says. A closed set: what is not known is <see cref="OtherPredicate"/>, from which no claim is taken.</summary>
public abstract record Predicate
{
    private protected Predicate()
    {
    }

    /// <summary>Reads the predicate of a statement; a known type that is not as its specification says is refused with every mistake.</summary>
    public static Outcome<Predicate> Read(Statement statement) => statement.PredicateType switch
    {
        PredicateTypes.SlsaProvenanceV02 => Read(statement, ProvenanceV02.Read),
        PredicateTypes.SlsaProvenanceV1 or PredicateTypes.SlsaProvenanceV1Draft => Read(statement, ProvenanceV1.Read),
        PredicateTypes.VerificationSummaryV1 or PredicateTypes.VerificationSummaryV02 => Read(statement, VerificationSummary.Read),
        PredicateTypes.CosignVulnerabilities => Read(statement, VulnerabilityScan.ReadCosign),
        PredicateTypes.VulnerabilitiesV01 or PredicateTypes.VulnerabilitiesV02 => Read(statement, VulnerabilityScan.Read),
        PredicateTypes.TestResult => Read(statement, TestResult.Read),
        PredicateTypes.Link or PredicateTypes.LinkV1 => Read(statement, Link.Read),
        PredicateTypes.Scai or PredicateTypes.ScaiAttributeReport => Read(statement, AttributeReport.Read),
        PredicateTypes.SimpleVerificationResult => Read(statement, SimpleVerificationResult.Read),
        PredicateTypes.Release => Read(statement, Release.Read),
        PredicateTypes.Reference => Read(statement, Reference.Read),
        PredicateTypes.RuntimeTrace => Read(statement, RuntimeTrace.Read),
        PredicateTypes.CosignCustom => Read(statement, CustomPredicate.Read),
        var type => ReadDocument(statement, type),
    };

    private static Outcome<Predicate> ReadDocument(Statement statement, string type) => PredicateTypes.WithoutVersion(type) switch
    {
        PredicateTypes.Spdx => Document(statement, DocumentKind.Spdx),
        PredicateTypes.CycloneDx => Document(statement, DocumentKind.CycloneDx),
        PredicateTypes.OpenVex => Document(statement, DocumentKind.OpenVex),
        _ => new OtherPredicate(type, statement.Predicate),
    };

    private static Outcome<Predicate> Document(Statement statement, DocumentKind kind) =>
        statement.Predicate is { } predicate ? new DocumentPredicate(kind, predicate) : Missing(statement);

    private static Outcome<Predicate> Read<T>(Statement statement, Func<JsonObjectReader, T> read) where T : Predicate =>
        statement.Predicate is { } predicate ? JsonObjectReader.Read<Predicate>(predicate, read, VerificationStep.Claim) : Missing(statement);

    private static Failure Missing(Statement statement) =>
        new(FailureReason.Malformed, VerificationStep.Claim, $"predicate is missing; {statement.PredicateType} claims nothing without it");

    private protected static JsonElement? Member(JsonObjectReader? json, string name) => json?.Find(name);
}
