using System.Collections.Frozen;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>Whether the workflow that signed is a builder whose word on a build counts.</summary>
internal static class BuilderRule
{
    private const string Generators = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/";
    private const string TagPrefix = "refs/tags/";

    private static readonly FrozenSet<string> Trusted = FrozenSet.Create(
        Generators + "generator_generic_slsa3.yml",
        Generators + "generator_container_slsa3.yml",
        Generators + "builder_go_slsa3.yml",
        Generators + "builder_container-based_slsa3.yml");

    /// <summary>They sign for builders of other people, whom the provenance names.</summary>
    private static readonly FrozenSet<string> Delegators = FrozenSet.Create(
        Generators + "delegator_generic_slsa3.yml",
        Generators + "delegator_lowperms-generic_slsa3.yml");

    /// <summary>npm's builder is the hosted runner itself: the workflow is the repository's own.</summary>
    private static readonly FrozenSet<string> HostedRunners = FrozenSet.Create(
        "https://github.com/actions/runner/github-hosted",
        "https://github.com/actions/runner");

    /// <param name="signer">The certificate's subject: a workflow with its ref.</param>
    /// <param name="claimed">builder.id of the provenance.</param>
    /// <param name="expected">Null for any builder of the SLSA framework.</param>
    public static Failure? Explain(string signer, string claimed, string? expected)
    {
        var (path, reference) = RepositoryUri.Split(signer);
        if (expected is not null && HostedRunners.Contains(expected))
        {
            return HostedRunners.Contains(claimed) ? null : Fail($"the provenance names the builder {claimed}, wanted is {expected}");
        }

        return !IsRelease(reference) ? Fail($"the builder {signer} is not at a release tag (refs/tags/vX.Y.Z)")
            : Delegators.Contains(path) ? ExplainDelegated(claimed, expected)
            : claimed != signer ? Fail($"the provenance names the builder {claimed}, it was signed by {signer}")
            : expected is null ? Trusted.Contains(path) ? null : Fail($"{path} is not a builder of the SLSA framework, and no other was named")
            : ExplainExpected(path, reference, expected);
    }

    private static Failure? ExplainDelegated(string claimed, string? expected)
    {
        var (path, reference) = RepositoryUri.Split(claimed);
        return expected is null ? Fail($"the build was delegated to {claimed}, and no builder was named")
            : !IsRelease(reference) ? Fail($"the builder {claimed} is not at a release tag (refs/tags/vX.Y.Z)")
            : ExplainExpected(path, reference, expected);
    }

    private static Failure? ExplainExpected(string path, string reference, string expected)
    {
        var (expectedPath, version) = RepositoryUri.Split(expected);
        return path != expectedPath ? Fail($"the builder is {path}, wanted is {expectedPath}")
            : version.Length == 0 || reference == version || reference == TagPrefix + version ? null
            : Fail($"the builder is at {reference}, wanted is {version}");
    }

    private static bool IsRelease(string reference) =>
        reference.StartsWith(TagPrefix, StringComparison.Ordinal) && SemanticVersion.Find(reference[TagPrefix.Length..]) is { IsRelease: true };

    private static Failure Fail(string text) => new(FailureReason.WrongBuilder, VerificationStep.Claim, text);
}
