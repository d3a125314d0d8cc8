using System.Collections.Immutable;
using Gatehouse.Admission.Workloads;

namespace Gatehouse.Admission.Reviews;

/// <summary>What of a pod template is looked at.</summary>
/// <param name="ServiceAccount">Empty for the namespace's default.</param>
internal sealed record PodContent(ImmutableArray<PodImage> Images, string ServiceAccount)
{
    public static readonly PodContent None = new([], "");
}
