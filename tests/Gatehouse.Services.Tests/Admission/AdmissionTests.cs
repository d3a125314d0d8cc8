using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Admission.Judging;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Services.Tests.Admission;

public sealed class AdmissionTests
{
    private const string Strict = "{packageVulnerabilityRequirements: {maximumSeverity: LOW}}";

    [Theory]
    [InlineData("Pod", "spec")]
    [InlineData("Deployment", "spec.template.spec")]
    [InlineData("ReplicaSet", "spec.template.spec")]
    [InlineData("StatefulSet", "spec.template.spec")]
    [InlineData("DaemonSet", "spec.template.spec")]
    [InlineData("Job", "spec.template.spec")]
    [InlineData("ReplicationController", "spec.template.spec")]
    [InlineData("CronJob", "spec.jobTemplate.spec.template.spec")]
    [InlineData("PodTemplate", "template.spec")]
    public async Task Every_kind_that_runs_pods_is_judged_with_all_its_containers(string kind, string path)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var pod = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = "app:1" }),
            ["initContainers"] = new JsonArray(new JsonObject { ["name"] = "first", ["image"] = "init:1" }),
            ["ephemeralContainers"] = new JsonArray(new JsonObject { ["name"] = "debug", ["image"] = "debug:1" }),
            ["volumes"] = new JsonArray(new JsonObject { ["name"] = "v" }, new JsonObject { ["name"] = "files", ["image"] = new JsonObject { ["reference"] = "files:1" } }),
        };
        var response = await gate.JudgeAsync(Gate.Review(kind, pod));
        Assert.False((bool)response["allowed"]!);
        Assert.Equal(
            [$"{path}.initContainers[0].image", $"{path}.containers[0].image", $"{path}.ephemeralContainers[0].image", $"{path}.volumes[1].image.reference"],
            Causes(response).Select(c => (string)c["field"]!));
        Assert.All(Causes(response), c => Assert.Equal("image-unqualified", (string)c["reason"]!));
    }

    [Fact]
    public async Task Findings_of_all_projects_and_all_pages_count_and_closed_ones_do_not()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var image = Gate.Image('a');
        for (var i = 0; i < 7; i++)
        {
            gate.Store.Add(Gate.Vulnerability(image, $"CVE-{i}", Severity.High, "2"));
        }

        gate.Store.Add(Gate.Vulnerability(Gate.Image('b'), "CVE-8", Severity.High, "2"));
        gate.Store.Occurrences[1].Occurrence.Vulnerability.VexAssessment = new() { State = VulnerabilityAssessmentNote.Types.Assessment.Types.State.NotAffected };
        gate.Store.Occurrences[2].Occurrence.Vulnerability.VexAssessment = new() { State = VulnerabilityAssessmentNote.Types.Assessment.Types.State.Fixed };
        gate.Store.Occurrences[3].Occurrence.Vulnerability.VexAssessment = new() { State = VulnerabilityAssessmentNote.Types.Assessment.Types.State.UnderInvestigation };
        gate.Store.Occurrences[4].Occurrence.ResourceUri = image.Replace("@sha256:", "@sha256-", StringComparison.Ordinal);

        var response = await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(image.Replace("@", ":v7@", StringComparison.Ordinal))));
        Assert.Equal(["CVE-0", "CVE-3", "CVE-4", "CVE-5", "CVE-6"], Causes(response).Select(c => ((string)c["message"]!).Split(' ')[2]));
    }

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx")]
    [InlineData("nginx", "index.docker.io/library/nginx")]
    [InlineData("docker.io/library/nginx", "nginx")]
    [InlineData("ann/app", "docker.io/ann/app")]
    public async Task Facts_are_found_under_every_name_of_docker_hub(string written, string recorded)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var digest = "@sha256:" + new string('c', 64);
        gate.Store.Add(Gate.Vulnerability(recorded + digest, "CVE-1", Severity.Critical, null));
        gate.Store.Add(Gate.Vulnerability(recorded + digest, "CVE-2", Severity.Critical, "2"));
        Assert.Single(Causes(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(written + digest)))));
    }

    [Fact]
    public async Task A_severity_that_only_the_advisory_gives_counts()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var finding = Gate.Vulnerability(Gate.Image('a'), "CVE-1", Severity.Unspecified, "2");
        finding.Vulnerability.Severity = Severity.Critical;
        gate.Store.Add(finding);
        Assert.False((bool)(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a')))))["allowed"]!);
    }

    [Fact]
    public async Task Only_the_policies_of_the_namespace_are_asked()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict, @namespace: "production-2");
        Assert.True((bool)(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf("app:1"))))["allowed"]!);
    }

    [Fact]
    public async Task The_decision_is_kept_with_policies_generations_and_revision_and_can_be_read()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {}}");
        await gate.ApplyPolicyAsync(Strict);
        gate.Store.Add(Gate.Scan(Gate.Image('a')));
        var response = await gate.JudgeAsync(Gate.Review("Deployment", Gate.PodOf(Gate.Image('a'), "app:1")));
        var id = (string)response["auditAnnotations"]!["decision"]!;
        Assert.Contains(id, (string)response["status"]!["message"]!, StringComparison.Ordinal);

        var (status, decision) = await gate.GetAsync($"v1/decisions/{id}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("serviceAccount:api-server", (string)decision["principal"]!);
        Assert.Equal("ann@shop.example", (string)decision["subject"]!["user"]!);
        Assert.Equal(2, (long)decision["policies"]![0]!["generation"]!);
        Assert.Equal(3, (long)decision["factRevision"]!);
        Assert.StartsWith("sha256:", (string)decision["requestDigest"]!, StringComparison.Ordinal);
        Assert.Equal("image-unqualified", (string)decision["violations"]![0]!["id"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await gate.GetAsync("v1/decisions/unknown")).Status);
    }

    [Fact]
    public async Task Decisions_are_listed_newest_first_page_by_page()
    {
        await using var gate = await Gate.OpenAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (string)(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf("app:1"))))["auditAnnotations"]!["decision"]!);
            gate.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = (await gate.GetAsync($"v1/decisions?pageSize=2&pageToken={token}")).Answer;
            listed.AddRange(page["decisions"]!.AsArray().Select(d => (string)d!["id"]!));
            token = (string)page["nextPageToken"]!;
        }
        while (token.Length > 0);
        Assert.Equal(ids, listed);
    }

    [Fact]
    public async Task A_dry_run_is_judged_and_not_kept()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var response = await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf("app:1")).Replace("\"dryRun\":false", "\"dryRun\":true", StringComparison.Ordinal));
        Assert.False((bool)response["allowed"]!);
        Assert.Empty((await gate.GetAsync("v1/decisions")).Answer["decisions"]!.AsArray());
    }

    [Theory]
    [InlineData(FailureMode.Closed, false)]
    [InlineData(FailureMode.Open, true)]
    public async Task A_broken_store_decides_by_the_failure_mode_and_the_answer_shows_it(FailureMode mode, bool allowed)
    {
        foreach (var failure in new Action<SmallStore>[]
        {
            s => s.Failure = new StoreUnavailableException("disk full"),
            s => s.FactFailure = new StoreUnavailableException("disk full"),
            s => s.WriteFailure = new StoreUnavailableException("disk full"),
            s => s.FactFailure = new InvalidOperationException("a slip of ours"),
        })
        {
            await using var gate = await Gate.OpenAsync(o => o.FailureMode = mode);
            await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {}}");
            failure(gate.Store);
            var response = await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
            Assert.Equal(allowed, (bool)response["allowed"]!);
            Assert.Equal(allowed ? "open" : "closed", (string)response["auditAnnotations"]!["failure-mode"]!);
            Assert.Equal(allowed, response["warnings"]?.AsArray().Any(w => ((string)w!).Contains("fails open", StringComparison.Ordinal)) ?? false);
            Assert.DoesNotContain("a slip of ours", response.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_open_gate_still_refuses_what_it_knows_to_be_wrong()
    {
        await using var gate = await Gate.OpenAsync(o => o.FailureMode = FailureMode.Open);
        await gate.ApplyPolicyAsync(Strict);
        gate.Store.WriteFailure = new StoreUnavailableException("disk full");
        Assert.False((bool)(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf("app:1"))))["allowed"]!);
    }

    [Theory]
    [InlineData("UPDATE", "", true)]
    [InlineData("CREATE", "", false)]
    [InlineData("UPDATE", "status", true)]
    public async Task An_update_is_judged_for_the_images_it_brings(string operation, string subResource, bool allowed)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var review = JsonNode.Parse(Gate.Review("Pod", Gate.PodOf("app:1")))!;
        review["request"]!["operation"] = operation;
        review["request"]!["subResource"] = subResource;
        review["request"]!["oldObject"] = review["request"]!["object"]!.DeepClone();
        Assert.Equal(allowed, (bool)(await gate.JudgeAsync(review.ToJsonString()))["allowed"]!);
        review["request"]!["oldObject"]!["spec"]!["containers"]![0]!["image"] = "other:1";
        review["request"]!["subResource"] = "";
        Assert.False((bool)(await gate.JudgeAsync(review.ToJsonString()))["allowed"]!);
    }

    [Fact]
    public async Task An_image_nobody_scanned_gives_a_warning_or_a_refusal()
    {
        foreach (var mode in Enum.GetValues<UnscannedImages>())
        {
            await using var gate = await Gate.OpenAsync(o => o.UnscannedImages = mode);
            await gate.ApplyPolicyAsync(Strict);
            var response = await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
            Assert.Equal(mode == UnscannedImages.Warn, (bool)response["allowed"]!);
            Assert.Contains("nobody has", response.ToJsonString(), StringComparison.Ordinal);
            gate.Store.Add(Gate.Scan(Gate.Image('a')));
            gate.Time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True((bool)(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a')))))["allowed"]!);
        }
    }

    [Fact]
    public async Task Nothing_that_is_quoted_steers_the_terminal_of_the_reader()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync(Strict);
        var pod = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "a\u001b[2J\nadmitted", ["image"] = "b\u001b[2J\nadmitted" }) };
        var message = (string)(await gate.JudgeAsync(Gate.Review("Pod", pod)))["status"]!["message"]!;
        Assert.Equal(1, message.Count(char.IsControl));
    }

    [Fact]
    public async Task A_policy_with_mistakes_is_refused_with_all_of_them()
    {
        await using var gate = await Gate.OpenAsync();
        var (status, answer) = await gate.PostAsync("v1/manifests:apply?file=p.yaml", "apiVersion: kritis.grafeas.io/v1beta1\nkind: ImageSecurityPolicy\nmetadata: {name: p}\nspec:\n  packageVulnerabilityRequirements: {maxSeverity: HIGH, maximumFixUnavailableSeverity: high}\n");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("INVALID_ARGUMENT", (string)answer["error"]!["status"]!);
        Assert.Equal(
            [
                "p.yaml:5:38: spec.packageVulnerabilityRequirements.maxSeverity: unknown field; did you mean \"maximumSeverity\"?",
                "p.yaml:5:88: spec.packageVulnerabilityRequirements.maximumFixUnavailableSeverity: the text \"high\" is none of BLOCK_ALL, SEVERITY_UNSPECIFIED, MINIMAL, LOW, MEDIUM, HIGH, CRITICAL, ALLOW_ALL",
            ],
            answer["error"]!["details"]![0]!["fieldViolations"]!.AsArray().Select(v => (string)v!["description"]!));
    }

    private static IEnumerable<JsonNode> Causes(JsonNode response) => response["status"]?["details"]?["causes"]?.AsArray().Select(c => c!) ?? [];
}
