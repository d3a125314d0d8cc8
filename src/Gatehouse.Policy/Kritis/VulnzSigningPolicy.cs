using System.Collections.Frozen;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Kritis;

/// <summary>Which findings a signer tolerates in what it signs (<c>kritis.grafeas.io/v1beta1</c>, <c>VulnzSigningPolicy</c>).</summary>
public sealed record VulnzSigningPolicy
{
    private static readonly LimitWords Words = new("maximumFixableSeverity", "maximumUnfixableSeverity", "allowlistCVEs", false);

    public required string Name { get; init; }

    public SeverityThreshold MaximumFixableSeverity { get; init; } = SeverityThreshold.Critical;

    public SeverityThreshold MaximumUnfixableSeverity { get; init; } = SeverityThreshold.AllowAll;

    public FrozenSet<string> AllowlistCves { get; init; } = [];

    /// <summary>An image that nobody has finished scanning is not signed.</summary>
    public Requirement Requirement => new Requirement.All(
    [
        new Requirement.Digest(),
        new Requirement.Vulnerability(new() { Words = Words, Fixable = MaximumFixableSeverity, Unfixable = MaximumUnfixableSeverity, AllowedNotes = AllowlistCves, RequireScan = true }),
    ]);
}
