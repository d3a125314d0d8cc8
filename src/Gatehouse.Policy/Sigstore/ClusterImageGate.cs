using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Sigstore;

/// <summary>Judges an image as sigstore's policy-controller does: pinned by a digest, every policy that is for it content, in each of them one authority enough.</summary>
public static class ClusterImageGate
{
    public static ClusterImageDecision Decide(IReadOnlyList<ClusterImagePolicy> policies, NoMatchPolicy noMatch, WorkloadSubject subject, ImageFacts image, DateTimeOffset now)
    {
        var covering = policies.Where(p => p.Covers(subject, image.Image)).ToArray();
        if (covering.Length == 0)
        {
            var none = Judge(NoPolicy(image), "", image, now);
            return noMatch switch
            {
                NoMatchPolicy.Deny => new(none, []),
                NoMatchPolicy.Warn => new(Verdict.Admitted, none.Violations),
                _ => new(Verdict.Admitted, []),
            };
        }

        var verdicts = covering.ToLookup(p => p.IsWarning, p => Judge(new Requirement.All([new Requirement.Digest(), ClusterImageRequirements.Of(p)]), p.Name, image, now));
        return new(new([.. verdicts[false].SelectMany(v => v.Violations)]), [.. verdicts[true].SelectMany(v => v.Violations)]);
    }

    private static Verdict Judge(Requirement requirement, string policy, ImageFacts image, DateTimeOffset now) => new(RequirementEvaluator.Evaluate(requirement, policy, image, now));

    private static Requirement.Broken NoPolicy(ImageFacts image) => new("", $"no ClusterImagePolicy is for {image.Image}", "apply a policy with a glob that matches it, or set what happens to images without one");
}
