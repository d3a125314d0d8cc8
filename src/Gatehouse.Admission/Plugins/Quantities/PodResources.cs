using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins.Quantities;

/// <summary>
/// What a pod takes of a node, as ResourceQuota, LimitRanger and the scheduler count it (k8s.io/component-helpers/resource): the ordinary containers and the sidecars together, or a step of
/// initialisation that takes more; amounts of the pod itself in their place; and its overhead.
/// </summary>
public static class PodResources
{
    /// <param name="pod">A <c>v1</c> <c>Pod</c>.</param>
    public static ImmutableSortedDictionary<string, Quantity> CountRequests(JsonElement pod, bool includesOverhead = true, bool includesPodLevel = true)
    {
        var spec = pod.Field("spec"u8);
        var amounts = Sum(spec, "requests", includesPodLevel);
        if (includesOverhead)
        {
            amounts.Add(ResourceAmounts.Read(spec.Field("overhead"u8)));
        }

        return amounts.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Overhead counts only where something is limited.</summary>
    /// <inheritdoc cref="CountRequests"/>
    public static ImmutableSortedDictionary<string, Quantity> CountLimits(JsonElement pod, bool includesPodLevel = true)
    {
        var spec = pod.Field("spec"u8);
        var amounts = Sum(spec, "limits", includesPodLevel);
        foreach (var (name, overhead) in ResourceAmounts.Read(spec.Field("overhead"u8)))
        {
            if (amounts.TryGetValue(name, out var limit) && !limit.IsZero)
            {
                amounts[name] = limit + overhead;
            }
        }

        return amounts.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static ResourceAmounts Sum(JsonElement spec, string kind, bool includesPodLevel)
    {
        var running = new ResourceAmounts();
        foreach (var container in spec.Field("containers"u8).Items)
        {
            running.Add(Read(container, kind));
        }

        var amounts = Initialise(spec, kind, running);
        if (includesPodLevel)
        {
            foreach (var (name, amount) in Read(spec, kind).Where(a => a.Key is "cpu" or "memory" || a.Key.StartsWith("hugepages-", StringComparison.Ordinal)))
            {
                amounts[name] = amount;
            }
        }

        return amounts;
    }

    /// <summary>Init containers run one after the other beside the sidecars that were started before.</summary>
    private static ResourceAmounts Initialise(JsonElement spec, string kind, ResourceAmounts running)
    {
        var most = new ResourceAmounts();
        var sidecars = new ResourceAmounts();
        foreach (var container in spec.Field("initContainers"u8).Items)
        {
            var own = Read(container, kind);
            if (container.Field("restartPolicy"u8).Is("Always"u8))
            {
                running.Add(own);
                sidecars.Add(own);
                own = sidecars;
            }
            else
            {
                own.Add(sidecars);
            }

            most.RaiseTo(own);
        }

        running.RaiseTo(most);
        return running;
    }

    private static ResourceAmounts Read(JsonElement holder, string kind)
    {
        var resources = holder.Field("resources"u8);
        return ResourceAmounts.Read(kind == "requests" ? resources.Field("requests"u8) : resources.Field("limits"u8));
    }
}
