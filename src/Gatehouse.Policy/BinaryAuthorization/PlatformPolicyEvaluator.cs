using System.Collections.Immutable;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>Judges an image by a platform policy, in the shape of Google's <c>evaluate</c>: exemptions of the policy, the first check set whose scope fits, its exemptions, all of its checks.</summary>
public static class PlatformPolicyEvaluator
{
    private static readonly ImmutableArray<string> Unknown = [ViolationId.FactsUnavailable, ViolationId.ImageUnscanned, ViolationId.PolicyError];

    public static ImageResult Evaluate(PlatformPolicy policy, string @namespace, string serviceAccount, ImageFacts image, DateTimeOffset now)
    {
        var (index, set) = policy.CheckSets.Index().FirstOrDefault(s => s.Item.Scope?.Covers(@namespace, serviceAccount) ?? true, (-1, null!));
        if (Find(policy.Exempt, image) is { } exemption)
        {
            return new(image.Image, Conformance.Conformant, exemption, index, []);
        }

        if (index < 0)
        {
            return new(image.Image, Conformance.Conformant, "", index, []);
        }

        if (Find(set.Exempt, image) is { } setExemption)
        {
            return new(image.Image, Conformance.Conformant, setExemption, index, []);
        }

        ImmutableArray<CheckResult> results = [.. set.Checks.Select((c, i) => Evaluate(policy, index, c, i, image, now))];
        return new(image.Image, results.Select(r => r.Conformance).DefaultIfEmpty(Conformance.Conformant).Max(), "", index, results);
    }

    private static CheckResult Evaluate(PlatformPolicy policy, int set, Check check, int index, ImageFacts image, DateTimeOffset now)
    {
        if (Find(check.Exempt, image) is { } exemption)
        {
            return new(index, check.DisplayName, check.Type, Conformance.Conformant, $"exempt by {exemption}", Verdict.Admitted);
        }

        // A tag can be moved between this look and the pull, so every check wants a digest; what denies everything needs none.
        var requirement = check.Type == CheckType.AlwaysDeny ? check.Requirement : new Requirement.All([new Requirement.Digest(), check.Requirement]);
        var verdict = new Verdict(RequirementEvaluator.Evaluate(requirement, $"{policy.Name}, checkSets[{set}].checks[{index}]", image, now));
        var isKnown = verdict.Violations.Any(v => !Unknown.Contains(v.Id));
        var conformance = verdict.IsAdmitted ? Conformance.Conformant : isKnown ? Conformance.NonConformant : Conformance.Error;
        return new(index, check.DisplayName, check.Type, conformance, verdict.IsAdmitted ? "conformant" : string.Join("; ", verdict.Violations.Select(v => v.Detail)), verdict);
    }

    private static string? Find(ImmutableArray<BinaryAuthorizationPattern> patterns, ImageFacts image) => patterns.FirstOrDefault(p => p.Matches(image.Image))?.ToString();
}
