using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>Whether what was built is what was expected, in the provenance and in the certificate, which the build itself cannot write.</summary>
internal static class SourceRule
{
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";

    public static Failure? Explain(ProvenanceFacts facts, FulcioClaims claims, ProvenanceExpectation expectation) =>
        ExplainRepository(facts, claims, expectation) ?? ExplainCertificate(facts, claims) ?? ExplainRef(facts, expectation) ?? ExplainInputs(facts, claims, expectation);

    private static Failure? ExplainRepository(ProvenanceFacts facts, FulcioClaims claims, ProvenanceExpectation expectation)
    {
        var expected = RepositoryUri.Normalize(expectation.Source);
        foreach (var (what, uri) in ((string, string)[])[("was asked to build", facts.TriggerUri), ("built", facts.SourceUri), ("ran in", "git+" + claims[FulcioClaim.SourceRepositoryUri])])
        {
            if (RepositoryUri.Split(uri).Repository != expected)
            {
                return Fail(FailureReason.WrongSource, $"the builder {what} {uri}, wanted is {expected}");
            }
        }

        return facts.TriggerUri == facts.SourceUri ? null : Fail(FailureReason.WrongSource, $"the builder was asked to build {facts.TriggerUri} and built {facts.SourceUri}");
    }

    /// <summary>Below level 3 the build could have written the provenance; the certificate comes from outside of it.</summary>
    private static Failure? ExplainCertificate(ProvenanceFacts facts, FulcioClaims claims)
    {
        var reference = RepositoryUri.Split(facts.TriggerUri).Ref;
        return claims[FulcioClaim.SourceRepositoryRef] is { } certified && certified != reference ? Fail(FailureReason.WrongRef, $"the provenance is about {reference}, its certificate about {certified}")
            : claims[FulcioClaim.SourceRepositoryDigest] is { } commit && facts.SourceDigest is { } claimed && claimed != commit ? Fail(FailureReason.WrongRef, $"the provenance is about the commit {claimed}, its certificate about {commit}")
            : claims[FulcioClaim.BuildConfigDigest] is { } config && config != claims[FulcioClaim.SourceRepositoryDigest] ? Fail(FailureReason.WrongSource, "the workflow is of another commit than the source")
            : claims[FulcioClaim.RunnerEnvironment] is { } runner && runner != "github-hosted" ? Fail(FailureReason.WrongBuilder, $"the build ran on a runner that is {runner}, not github-hosted")
            : null;
    }

    private static Failure? ExplainRef(ProvenanceFacts facts, ProvenanceExpectation expectation)
    {
        var reference = RepositoryUri.Split(facts.TriggerUri).Ref;
        return ExplainBranch(facts, reference, expectation.Branch)
            ?? (expectation.Tag is { } tag && reference != Tags + tag ? Fail(FailureReason.WrongRef, $"{reference} was built, wanted is the tag {tag}") : null)
            ?? ExplainVersion(reference, expectation.VersionedTag);
    }

    private static Failure? ExplainBranch(ProvenanceFacts facts, string reference, string? branch)
    {
        var built = reference.StartsWith(Tags, StringComparison.Ordinal) ? facts.BaseRef ?? "" : reference;
        return branch is null || built == Heads + branch ? null : Fail(FailureReason.WrongRef, $"{reference} was built{(built == reference ? "" : $" from \"{built}\"")}, wanted is the branch {branch}");
    }

    private static Failure? ExplainVersion(string reference, string? expected)
    {
        if (expected is null)
        {
            return null;
        }

        return SemanticVersion.Find(expected) is not { } wanted ? Fail(FailureReason.WrongRef, $"\"{expected}\" is no version with a v")
            : !reference.StartsWith(Tags, StringComparison.Ordinal) || SemanticVersion.Find(reference[Tags.Length..]) is not { } built ? Fail(FailureReason.WrongRef, $"{reference} was built, which is not a tag with a version")
            : wanted.Covers(built) ? null
            : Fail(FailureReason.WrongRef, $"{reference} was built, wanted is the version {expected}");
    }

    private static Failure? ExplainInputs(ProvenanceFacts facts, FulcioClaims claims, ProvenanceExpectation expectation)
    {
        if (expectation.WorkflowInputs.IsEmpty)
        {
            return null;
        }

        if (claims[FulcioClaim.BuildTrigger] != "workflow_dispatch")
        {
            return Fail(FailureReason.WrongInputs, $"the build was started by {claims[FulcioClaim.BuildTrigger]}, which has no inputs");
        }

        var wrong = expectation.WorkflowInputs.Where(i => facts.Inputs.GetValueOrDefault(i.Key) != i.Value).Select(i => i.Key).ToList();
        return wrong.Count == 0 ? null : Fail(FailureReason.WrongInputs, $"the inputs {string.Join(", ", wrong)} are not as wanted");
    }

    private static Failure Fail(FailureReason reason, string text) => new(reason, VerificationStep.Claim, text);
}
