using System.Collections.Immutable;

namespace Gatehouse.Admission.Plugins.AntiAffinity;

/// <summary>Kubernetes' <c>LimitPodHardAntiAffinityTopology</c>: pods may demand to be kept apart by host only, or one pod could keep others from a whole zone.</summary>
public sealed class HardAntiAffinityPlugin : IAdmissionPlugin
{
    private const string HostKey = "kubernetes.io/hostname";

    public string Name => "LimitPodHardAntiAffinityTopology";

    public bool Handles(AdmissionAttributes request) => request is { Operation: "CREATE" or "UPDATE", Subresource: "", Object: not null } && request.Is("", "pods");

    /// <summary>Every bad term is a violation; the message tells the first, as Kubernetes does.</summary>
    public PluginAnswer Validate(AdmissionAttributes request, ClusterFacts facts)
    {
        var violations = ImmutableArray.CreateBuilder<PluginViolation>();
        var index = 0;
        foreach (var term in request.Object!.Value.Field("spec"u8).Field("affinity"u8).Field("podAntiAffinity"u8).Field("requiredDuringSchedulingIgnoredDuringExecution"u8).Items)
        {
            var path = $"spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[{index++}].topologyKey";
            if (!term.Field("topologyKey"u8).Is("kubernetes.io/hostname"u8))
            {
                violations.Add(new($"{Name}/topologyKey", path, $"affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey {term.Text("topologyKey"u8)} but only key {HostKey} is allowed", $"use the topology key {HostKey}"));
            }
        }

        return violations.Count == 0 ? PluginAnswer.Admitted : new() { Refusal = PluginRefusal.Forbidden(request, violations[0].Detail, violations.ToImmutable()) };
    }
}
