using System.Collections.Immutable;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>Somebody's verdict on an artifact: that it met a policy, and which levels it has reached (predicate <c>https://slsa.dev/verification_summary/v1</c>).</summary>
/// <param name="TimeVerified">Null where it is not said. Whether it is recent enough is for the policy to say.</param>
public sealed record VerificationSummary(string VerifierId, string ResourceUri, string Result, ImmutableArray<string> Levels, DateTimeOffset? TimeVerified)
{
    public const string PredicateType = "https://slsa.dev/verification_summary/v1";

    /// <summary>Verifies the envelope with the verifier's keys and holds the summary against what is expected.</summary>
    public static Outcome<VerificationSummary> Verify(Envelope envelope, IReadOnlyList<TrustedKey> keys, SummaryExpectation expectation) =>
        envelope.Verify(keys).Then(v => Judge(v.Envelope, expectation));

    /// <summary>The same for an envelope whose signature holds already, for example that of a verified bundle.</summary>
    public static Outcome<VerificationSummary> Judge(Envelope verified, SummaryExpectation expectation) =>
        SignedStatement.Read(verified).Then(s => Judge(s, expectation));

    private static Outcome<VerificationSummary> Judge(SignedStatement statement, SummaryExpectation expectation) =>
        statement.PredicateType != PredicateType
            ? new Failure(FailureReason.WrongType, VerificationStep.Claim, $"the statement is of type {statement.PredicateType}, not a verification summary")
            : statement.ReadPredicate(Read).Then<VerificationSummary>(s => s.Explain(statement, expectation) is { IsEmpty: false } failures ? failures : s);

    private static VerificationSummary Read(JsonObjectReader predicate) => new(
        predicate.RequiredObject("verifier")?.RequiredString("id") ?? "",
        predicate.RequiredString("resourceUri"),
        predicate.RequiredString("verificationResult"),
        predicate.Strings("verifiedLevels"),
        predicate.OptionalTime("timeVerified"));

    private ImmutableArray<Failure> Explain(SignedStatement statement, SummaryExpectation expectation)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        if (expectation.SubjectDigests.IsEmpty)
        {
            failures.Add(new(FailureReason.WrongDigest, VerificationStep.Subject, "no digest was given that the summary has to be about"));
        }

        var subjects = statement.Subjects.SelectMany(s => s).Select(d => $"{d.Key}:{d.Value}").ToHashSet(StringComparer.Ordinal);
        failures.AddRange(expectation.SubjectDigests.Where(d => !subjects.Contains(d)).Select(d => new Failure(FailureReason.WrongDigest, VerificationStep.Subject, $"the summary is not about {d}")));
        if (VerifierId != expectation.VerifierId)
        {
            failures.Add(new(FailureReason.WrongIssuer, VerificationStep.Claim, $"the summary is by the verifier \"{VerifierId}\", wanted is {expectation.VerifierId}"));
        }

        if (ResourceUri != expectation.ResourceUri)
        {
            failures.Add(new(FailureReason.WrongSubject, VerificationStep.Subject, $"the summary is about the resource \"{ResourceUri}\", wanted is {expectation.ResourceUri}"));
        }

        if (Result != "PASSED")
        {
            failures.Add(new(FailureReason.ClaimNegative, VerificationStep.Claim, $"the result of the verification is \"{Result}\""));
        }

        failures.AddRange(SlsaLevels.Explain(Levels, expectation.Levels));
        return failures.ToImmutable();
    }
}
