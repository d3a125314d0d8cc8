using Gatehouse.Admission.Plugins;
using Gatehouse.Admission.Plugins.AntiAffinity;
using Gatehouse.Admission.Plugins.ExternalIPs;
using Gatehouse.Admission.Plugins.PullPolicy;

namespace Gatehouse.Admission.Tests.Plugins;

public sealed class PluginChainTests
{
    private const string Pod = """
        {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i","imagePullPolicy":"Always"},{"name":"d","image":"j"}],"volumes":[{"name":"v","image":{"reference":"k","pullPolicy":"Never"}}],
         "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname"},{"topologyKey":"zone"}]}}}}
        """;

    [Fact]
    public void Plugins_validate_what_the_mutations_left_and_every_one_is_heard()
    {
        var request = new AdmissionAttributes { Operation = "CREATE", Resource = "pods", Name = "p", Object = Objects.Json(Pod) };
        var answer = new PluginChain([new HardAntiAffinityPlugin(), new AlwaysPullPlugin()]).Run(request, ClusterFacts.None);
        Assert.Equal(["/spec/containers/1/imagePullPolicy", "/spec/volumes/0/image/pullPolicy"], answer.Patch.Select(p => p.Path));
        Assert.Equal("Always", answer.Object!.Value.GetProperty("spec").GetProperty("containers")[1].GetProperty("imagePullPolicy").GetString());
        Assert.Equal(["pods \"p\" is forbidden: affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey zone but only key kubernetes.io/hostname is allowed"], answer.Refusals.Select(r => r.Message));
        Assert.False(answer.IsAdmitted);
    }

    [Fact]
    public void Without_the_mutation_every_pull_policy_is_told()
    {
        var request = new AdmissionAttributes { Operation = "CREATE", Resource = "pods", Name = "p", Object = Objects.Json(Pod) };
        Assert.Equal(
            "[pods \"p\" is forbidden: spec.containers[1].imagePullPolicy: Unsupported value: \"\": supported values: \"Always\", pods \"p\" is forbidden: spec.volumes[0].image.pullPolicy: Unsupported value: \"Never\": supported values: \"Always\"]",
            new AlwaysPullPlugin().Validate(request, ClusterFacts.None).Refusal!.Message);
    }

    [Fact]
    public void A_pod_update_without_a_new_image_keeps_its_pull_policy()
    {
        var request = new AdmissionAttributes { Operation = "UPDATE", Resource = "pods", Name = "p", Object = Objects.Json(Pod), OldObject = Objects.Json(Pod) };
        Assert.Empty(new PluginChain([new AlwaysPullPlugin()]).Run(request, ClusterFacts.None).Patch);
    }

    [Theory]
    [InlineData("""["192.0.2.1"]""", null, true)]
    [InlineData("""["192.0.2.1"]""", """["192.0.2.1","192.0.2.2"]""", false)]
    [InlineData("""["192.0.2.1","192.0.2.3"]""", """["192.0.2.1"]""", true)]
    [InlineData("[]", null, false)]
    public void External_addresses_may_stay_and_go_but_not_come(string addresses, string? old, bool isRefused)
    {
        var request = new AdmissionAttributes
        {
            Operation = old is null ? "CREATE" : "UPDATE",
            Resource = "services",
            Name = "s",
            Object = Objects.Json("{\"spec\":{\"externalIPs\":" + addresses + "}}"),
            OldObject = old is null ? null : Objects.Json("{\"spec\":{\"externalIPs\":" + old + "}}"),
        };
        var message = isRefused ? "services \"s\" is forbidden: Use of external IPs is denied by admission control" : null;
        Assert.Equal(message, new PluginChain([new ExternalIPPlugin()]).Run(request, ClusterFacts.None).Refusals.SingleOrDefault()?.Message);
    }
}
