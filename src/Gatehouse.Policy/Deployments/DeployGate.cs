using System.Collections.Immutable;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Deployments;

/// <summary>Decides by deploy policies whether somebody may deploy the images of a workload. Pure.</summary>
public static class DeployGate
{
    /// <summary>
    /// Controllers make pods of what somebody has deployed; whether that one might was asked then. They are service accounts of this group, which only administrators of a cluster can act as.
    /// </summary>
    private const string ControllerGroup = "system:serviceaccounts:kube-system";

    public static ImmutableArray<Violation> Judge(IReadOnlyCollection<DeployPolicy> policies, DeployedWorkload workload, IEnumerable<ImageFacts> images)
    {
        var covering = policies.Where(p => p.Covers(workload)).ToArray();
        return covering.Length == 0 || workload.Groups.Contains(ControllerGroup) ? [] : [.. images.Select(i => Judge(covering, workload, i)).OfType<Violation>()];
    }

    private static Violation? Judge(DeployPolicy[] policies, DeployedWorkload workload, ImageFacts image)
    {
        var covering = policies.Where(p => p.CoversImage(image.Image)).ToArray();
        if (covering.Length == 0 || covering.Any(p => p.Allow.Include(workload.User, workload.Groups)))
        {
            return null;
        }

        var names = string.Join(", ", covering.Select(p => p.Name));
        return new(
            ViolationId.DeployUnauthorized,
            "not allowed to deploy this here",
            $"{(workload.User.Length == 0 ? "nobody in particular" : workload.User)} may not deploy {image.Image} to {workload.Namespace}",
            names,
            $"have one of these deploy it: {string.Join("; ", covering.Select(p => p.Allow.ToString()).Distinct())}")
        {
            Field = image.Field,
            Container = image.Container,
            Image = image.Image,
            Subject = workload.User,
        };
    }
}
