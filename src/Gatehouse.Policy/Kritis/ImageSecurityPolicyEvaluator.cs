using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Kritis;

/// <summary>
/// Judges images as Kritis's webhook does by image security policies, except that it never stops at the first reason. Violations come in the order of policies, then images, then the most
/// severe finding first, whatever order the findings had.
/// </summary>
public static class ImageSecurityPolicyEvaluator
{
    /// <summary>Every policy has to be satisfied by every image.</summary>
    public static Verdict Evaluate(IReadOnlyList<ImageSecurityPolicy> policies, IReadOnlyList<ImageFacts> images, Surroundings surroundings) => new(
    [
        .. from policy in policies
           let requirement = KritisRequirements.Of(policy, surroundings)
           from image in images
           from violation in RequirementEvaluator.Evaluate(requirement, policy.FullName, image, default)
           select violation,
    ]);

    public static Verdict Evaluate(ImageSecurityPolicy policy, ImageFacts image, Surroundings surroundings) => Evaluate([policy], [image], surroundings);
}
