using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Requirements;

/// <summary>
/// What a policy asks of an image, whichever language the policy is written in: a tree of <see cref="All"/>, <see cref="Any"/> and <see cref="AtLeast"/> over the kinds of requirements
/// there are. <see cref="RequirementEvaluator"/> judges it.
/// </summary>
public abstract record Requirement
{
    private Requirement()
    {
    }

    /// <summary>Every one is fulfilled. Reports whatever is missing.</summary>
    public sealed record All(ImmutableArray<Requirement> Items) : Requirement;

    /// <summary>One is fulfilled. Reports, when none is, what each is missing.</summary>
    public sealed record Any(ImmutableArray<Requirement> Items) : Requirement;

    /// <summary>As many as <paramref name="Count"/> are fulfilled. Reports, when fewer are, what the others are missing.</summary>
    public sealed record AtLeast(int Count, ImmutableArray<Requirement> Items) : Requirement;

    /// <summary><paramref name="Body"/> is fulfilled, or <paramref name="Excuse"/> is; nobody has to have an excuse, so a missing one is never reported.</summary>
    public sealed record Unless(Requirement Excuse, Requirement Body) : Requirement;

    /// <summary><paramref name="Body"/> is fulfilled, or the image is one of those exempt.</summary>
    public sealed record Except(ImmutableArray<IImagePattern> Images, Requirement Body) : Requirement;

    /// <summary><paramref name="Body"/>, told under the name of another policy.</summary>
    public sealed record InPolicy(string Policy, Requirement Body) : Requirement;

    /// <summary>The same answer for every image.</summary>
    /// <param name="Message">Why not, from the policy's author; may be empty.</param>
    public sealed record Always(bool IsAllowed, string Message = "") : Requirement;

    /// <summary>The image is named by its digest.</summary>
    public sealed record Digest : Requirement;

    public sealed record Vulnerability(VulnerabilityLimits Limits) : Requirement;

    /// <summary>A verified attestation of an authority.</summary>
    /// <param name="Authority">As the facts know it.</param>
    /// <param name="Remedy">How to get one.</param>
    public sealed record AttestedBy(string Authority, string Remedy) : Requirement;

    public sealed record Signature(SignerTerms Signer) : Requirement;

    /// <summary>A statement of a type and signer that says what it should; one of several is enough.</summary>
    /// <param name="Name">What the policy calls it; may be empty.</param>
    /// <param name="Condition">Null when its existence is enough.</param>
    public sealed record Statement(string Name, string PredicateType, SignerTerms Signer, IStatementCondition? Condition) : Requirement;

    public sealed record Provenance(ProvenanceTerms Terms) : Requirement;

    public sealed record Summary(SummaryTerms Terms) : Requirement;

    /// <summary>The image lies in one of some directories.</summary>
    public sealed record TrustedDirectory(ImmutableArray<TrustedDirectoryPattern> Directories) : Requirement;

    /// <summary>The image came into its registry not longer ago than this.</summary>
    public sealed record Freshness(TimeSpan MaximumAge) : Requirement;

    /// <summary>Somebody has looked for vulnerabilities not longer ago than this.</summary>
    public sealed record ScannedWithin(TimeSpan MaximumAge) : Requirement;

    /// <summary>The image was built from a source in whose name an expression is found.</summary>
    public sealed record BuiltFrom(TextTerm Source) : Requirement;

    /// <summary>The policy itself is at fault: nobody can fulfil it.</summary>
    public sealed record Broken(string Subject, string Problem, string Remedy) : Requirement;
}
