using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.ImageSecurity;

/// <summary>
/// Judges images as Kritis's webhook does, except that it never stops at the first reason. Pure: the same facts always give the same verdict. Violations
/// come in the order of policies, then images, then the most severe finding first, whatever order the findings had.
/// </summary>
public static class ImageSecurityPolicyEvaluator
{
    /// <summary>Every policy has to be satisfied by every image.</summary>
    public static Verdict Evaluate(IReadOnlyList<ImageSecurityPolicy> policies, IReadOnlyList<ImageFacts> images, Surroundings surroundings) => new(
    [
        .. from policy in policies
           from image in images
           from violation in Evaluate(policy, image, surroundings).Violations
           select violation,
    ]);

    public static Verdict Evaluate(ImageSecurityPolicy policy, ImageFacts image, Surroundings surroundings)
    {
        if (IsExempt(image, surroundings))
        {
            return Verdict.Admitted;
        }

        var authority = policy.AttestationAuthorityName;
        if (authority.Length > 0 && !surroundings.Authorities.Contains(authority))
        {
            return Refuse(ImageViolations.AuthorityMissing(policy, image));
        }

        var isExcused = (authority.Length > 0 && image.AttestedBy.Contains(authority)) || policy.ImageAllowlist.Contains(image.Image);
        return isExcused ? Verdict.Admitted : new([.. JudgeReference(policy, image), .. JudgeFacts(policy, image, surroundings)]);
    }

    private static bool IsExempt(ImageFacts image, Surroundings surroundings) =>
        image.Reference is { } reference && surroundings.ExemptRepositories.Contains(reference.Name);

    private static IEnumerable<Violation> JudgeReference(ImageSecurityPolicy policy, ImageFacts image)
    {
        if (image.Reference is not { } reference)
        {
            yield return ImageViolations.Invalid(policy, image);
        }
        else if (reference.Digest is null)
        {
            yield return ImageViolations.Unqualified(policy, image);
        }
    }

    private static IEnumerable<Violation> JudgeFacts(ImageSecurityPolicy policy, ImageFacts image, Surroundings surroundings)
    {
        if (image.Unavailable is not null)
        {
            return [ImageViolations.Unavailable(policy, image)];
        }

        if (surroundings.RequireScan && !image.IsScanned && image.Reference?.Digest is not null)
        {
            return [ImageViolations.Unscanned(policy, image)];
        }

        // The last three keys only break ties: the order in which a store lists findings must not show.
        return image.Findings
            .Select(finding => (finding.EffectiveSeverity, Violation: Judge(policy, image, finding)))
            .Where(judged => judged.Violation is not null)
            .OrderByDescending(judged => judged.EffectiveSeverity)
            .ThenBy(judged => judged.Violation!.Subject, StringComparer.Ordinal)
            .ThenBy(judged => judged.Violation!.Detail, StringComparer.Ordinal)
            .ThenBy(judged => judged.Violation!.Remedy, StringComparer.Ordinal)
            .Select(judged => judged.Violation!)
            .Distinct();
    }

    private static Violation? Judge(ImageSecurityPolicy policy, ImageFacts image, Finding finding)
    {
        if (policy.AllowlistCves.Contains(finding.Note))
        {
            return null;
        }

        var limit = finding.IsFixable ? policy.MaximumSeverity : policy.MaximumFixUnavailableSeverity;
        if (limit.Tolerates(finding.EffectiveSeverity))
        {
            return null;
        }

        return limit.IsKnown ? ImageViolations.Vulnerable(policy, image, finding, limit) : ImageViolations.ThresholdUnknown(policy, image, finding.IsFixable, limit);
    }

    private static Verdict Refuse(Violation violation) => new([violation]);
}
