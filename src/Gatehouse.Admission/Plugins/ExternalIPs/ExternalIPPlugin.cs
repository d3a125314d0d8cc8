using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins.ExternalIPs;

/// <summary>Kubernetes' <c>DenyServiceExternalIPs</c>: nobody may give a service external addresses, which would take over their traffic (CVE-2020-8554). Those it has may stay or go.</summary>
public sealed class ExternalIPPlugin : IAdmissionPlugin
{
    public string Name => "DenyServiceExternalIPs";

    public bool Handles(AdmissionAttributes request) => request is { Operation: "CREATE" or "UPDATE", Subresource: "", Object: not null } && request.Is("", "services");

    public PluginAnswer Validate(AdmissionAttributes request, ClusterFacts facts)
    {
        var known = Read(request.OldObject ?? default).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<PluginViolation> violations =
        [
            .. Read(request.Object!.Value).Index().Where(a => !known.Contains(a.Item))
                .Select(a => new PluginViolation($"{Name}/externalIPs", $"spec.externalIPs[{a.Index}]", $"{a.Item} is a new external address", "remove the address")),
        ];
        return violations.IsEmpty ? PluginAnswer.Admitted : new() { Refusal = PluginRefusal.Forbidden(request, "Use of external IPs is denied by admission control", violations) };
    }

    private static IEnumerable<string> Read(JsonElement service)
    {
        foreach (var address in service.Field("spec"u8).Field("externalIPs"u8).Items)
        {
            yield return address.ToString();
        }
    }
}
