using System.Collections.Frozen;
using System.Text;
using Gatehouse.Admission.Plugins;
using Gatehouse.Admission.Plugins.PodSecurity;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Tests.Plugins.PodSecurity;

public sealed class PodSecurityPluginTests
{
    private const string Plain = """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""";
    private const string HostProcess = """{"metadata":{"name":"p"},"spec":{"hostPID":true,"containers":[{"name":"c","image":"i"}]}}""";

    private const string Restricted = """
        {"metadata":{"name":"p"},"spec":{"securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},"volumes":[{"name":"t","projected":{"sources":[]}}],
         "containers":[{"name":"c","image":"i","ports":[{"containerPort":8080}],"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}
        """;

    [Fact]
    public void A_violation_names_its_rule_its_field_and_what_would_satisfy_it()
    {
        var refusal = Judge(Pod(HostProcess), ("enforce", "baseline")).Refusal!;
        Assert.Equal("pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostPID=true)", refusal.Message);
        Assert.Equal([new("PodSecurity/hostNamespaces", "spec.hostPID", "host namespaces (hostPID=true)", "leave hostNetwork, hostPID and hostIPC unset")], refusal.Violations);
        Assert.Equal((403, "Forbidden"), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public void A_level_that_is_none_enforces_restricted_and_says_so()
    {
        var answer = Judge(Pod(Plain), ("enforce", "strict"));
        Assert.Contains("\"restricted:latest\"", answer.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(
            "Failed to parse policy: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"strict\": must be one of privileged, baseline, restricted",
            answer.AuditAnnotations["pod-security.kubernetes.io/error"]);
    }

    [Fact]
    public void Warn_follows_a_stricter_enforce_for_what_makes_pods()
    {
        var request = new AdmissionAttributes { Operation = "CREATE", Group = "apps", Resource = "deployments", Name = "d", Object = Objects.Json("{\"spec\":{\"template\":" + HostProcess + "}}") };
        var answer = Judge(request, ("enforce", "baseline"), ("enforce-version", "v1.30"));
        Assert.Null(answer.Refusal);
        Assert.Equal(["would violate PodSecurity \"baseline:v1.30\": host namespaces (hostPID=true)"], answer.Warnings);
    }

    [Theory]
    [InlineData("usernames", "ada", "user")]
    [InlineData("namespaces", "shop", "namespace")]
    [InlineData("runtimeClasses", "kata", "runtimeClass")]
    public void What_the_configuration_exempts_is_admitted_and_told(string field, string name, string expected)
    {
        var errors = new ManifestErrors("configuration");
        var document = ManifestReader.Read(Encoding.UTF8.GetBytes($"apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {{enforce: restricted}}\nexemptions: {{{field}: [{name}]}}\n"), new(), errors);
        var options = PodSecurityOptionsReader.Read((ManifestNode.Mapping)document[0], errors);
        Assert.True(errors.IsEmpty);
        var request = Pod("""{"metadata":{"name":"p"},"spec":{"runtimeClassName":"kata","hostPID":true,"containers":[]}}""");
        Assert.NotNull(new PodSecurityPlugin(options with { ExemptNamespaces = [], ExemptRuntimeClasses = [], ExemptUserNames = [] }).Validate(request, ClusterFacts.None).Refusal);
        var answer = new PodSecurityPlugin(options).Validate(request, ClusterFacts.None);
        Assert.Null(answer.Refusal);
        Assert.Equal(expected, answer.AuditAnnotations["pod-security.kubernetes.io/exempt"]);
    }

    [Fact]
    public void Every_mistake_of_the_configuration_is_told()
    {
        var errors = new ManifestErrors("configuration");
        var document = ManifestReader.Read("kind: PodSecurityConfiguration\ndefaults: {enforce: strict, audit-version: '1.2'}\nexemptions: {usernames: ['', a, a]}\nextra: 1\n"u8, new(), errors);
        _ = PodSecurityOptionsReader.Read((ManifestNode.Mapping)document[0], errors);
        Assert.Equal(5, errors.ToImmutable().Length);
    }

    [Fact]
    public void A_namespace_that_gets_stricter_warns_of_its_pods()
    {
        var request = new AdmissionAttributes
        {
            Operation = "UPDATE",
            Resource = "namespaces",
            Kind = "Namespace",
            Name = "shop",
            Object = Objects.Json("""{"metadata":{"name":"shop","labels":{"pod-security.kubernetes.io/enforce":"baseline"}}}"""),
            OldObject = Objects.Json("""{"metadata":{"name":"shop"}}"""),
        };
        var pods = "bac".Select(n => Objects.Json(HostProcess.Replace("\"p\"", $"\"{n}\"", StringComparison.Ordinal)));
        var plugin = new PodSecurityPlugin(new() { MaximumPodsToCheck = 2 });
        Assert.Equal(
            [
                "new PodSecurity enforce level only checked against the first 2 of 3 existing pods",
                "existing pods in namespace \"shop\" violate the new PodSecurity enforce level \"baseline:latest\"",
                "a (and 1 other pod): host namespaces",
            ],
            plugin.Validate(request, new() { Pods = [.. pods] }).Warnings);
    }

    [Fact]
    public void A_namespace_with_bad_labels_is_invalid()
    {
        var request = new AdmissionAttributes { Operation = "CREATE", Resource = "namespaces", Kind = "Namespace", Name = "shop", Object = Objects.Json("""{"metadata":{"labels":{"pod-security.kubernetes.io/warn-version":"1.24"}}}""") };
        var refusal = Judge(request).Refusal!;
        Assert.Equal("Namespace \"shop\" is invalid: metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: \"1.24\": must be \"latest\" or \"v1.x\"", refusal.Message);
        Assert.Equal(422, refusal.Code);
    }

    [Theory]
    [InlineData(Plain, false)]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"j"}]}}""", true)]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"i"},{"name":"d","image":"i"}]}}""", true)]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"i"}],"ephemeralContainers":[{"name":"e","image":"i"}]}}""", true)]
    public void An_update_is_looked_at_when_images_or_containers_change(string pod, bool isRefused)
    {
        var request = Pod(pod) with { Operation = "UPDATE", OldObject = Objects.Json(Plain) };
        Assert.Equal(isRefused, Judge(request, ("enforce", "restricted")).Refusal is not null);
    }

    [Fact]
    public void A_restricted_pod_is_admitted_within_its_budget_of_memory()
    {
        var request = Pod(Restricted);
        var facts = Labels(("enforce", "restricted"), ("audit", "restricted"), ("warn", "restricted"));
        var plugin = new PodSecurityPlugin(new());
        Assert.Null(plugin.Validate(request, facts).Refusal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = plugin.Validate(request, facts);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 1536);
    }

    private static AdmissionAttributes Pod(string pod) =>
        new() { Operation = "CREATE", Resource = "pods", Kind = "Pod", Namespace = "shop", Name = "p", UserName = "ada", Object = Objects.Json(pod) };

    private static PluginAnswer Judge(AdmissionAttributes request, params (string Mode, string Value)[] labels) => new PodSecurityPlugin(new()).Validate(request, Labels(labels));

    private static ClusterFacts Labels(params (string Mode, string Value)[] labels) => new() { NamespaceLabels = labels.ToFrozenDictionary(l => $"pod-security.kubernetes.io/{l.Mode}", l => l.Value) };
}
