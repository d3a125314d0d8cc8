using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>Whole answers, as files in <c>testdata/admission-answers</c>. <c>GATEHOUSE_REWRITE_GOLDEN=1</c> rewrites them.</summary>
public sealed class AdmissionAnswerTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public Task Refused_with_every_reason() => CompareAsync("refused", async gate =>
    {
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {maximumSeverity: MEDIUM, maximumFixUnavailableSeverity: HIGH}}");
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2024-1", Severity.High, "3.0.15-1~deb12u1"));
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2024-2", Severity.Critical, null, "zlib1g"));
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2024-3", Severity.Medium, "1"));
        return Gate.Review("Deployment", Gate.PodOf(Gate.Image('a'), "registry.shop.example/shop/side:1"));
    });

    [Fact]
    public Task Admitted_and_kept() => CompareAsync("admitted", async gate =>
    {
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {}}");
        gate.Store.Add(Gate.Scan(Gate.Image('b')));
        return Gate.Review("Pod", Gate.PodOf(Gate.Image('b')));
    });

    [Fact]
    public Task Admitted_in_the_old_version_with_a_warning() => CompareAsync("unscanned-v1beta1", async gate =>
    {
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {}}");
        return Gate.Review("Pod", Gate.PodOf(Gate.Image('c'))).Replace("admission.k8s.io/v1", "admission.k8s.io/v1beta1", StringComparison.Ordinal);
    });

    [Fact]
    public Task Nothing_to_judge() => CompareAsync("nothing", _ => Task.FromResult(Gate.Review("ConfigMap", new JsonObject())));

    [Fact]
    public void Every_file_belongs_to_a_test() =>
        Assert.Equal(["admitted", "nothing", "refused", "unscanned-v1beta1"], Directory.EnumerateFiles(Folder()).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_long_refusal_is_cut_at_a_whole_reason_and_says_how_many_more()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {maximumSeverity: LOW}}");
        for (var i = 0; i < 300; i++)
        {
            gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), $"CVE-{i}", Severity.High, "2"));
        }

        var response = await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
        var message = (string)response["status"]!["message"]!;
        var lines = message.Split('\n');
        Assert.InRange(message.Length, 3_000, 4_096);
        Assert.Equal($"- and {300 - (lines.Length - 2)} more", lines[^1]);
        var id = (string)response["auditAnnotations"]!["decision"]!;
        Assert.Equal(300, (await gate.GetAsync($"v1/decisions/{id}")).Answer["violations"]!.AsArray().Count);
    }

    private static async Task CompareAsync(string name, Func<Gate, Task<string>> prepare)
    {
        await using var gate = await Gate.OpenAsync();
        var (_, answer) = await gate.PostAsync("admission/v1/validate", await prepare(gate));
        var actual = answer.ToJsonString(Indented) + "\n";
        var file = Path.Combine(Folder(), name + ".json");
        if (Environment.GetEnvironmentVariable("GATEHOUSE_REWRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), actual);
    }

    private static string Folder([CallerFilePath] string source = "")
    {
        var beside = Path.Combine(Path.GetDirectoryName(source)!, "..", "testdata", "admission-answers");
        return Directory.Exists(beside) ? beside : Path.Combine(AppContext.BaseDirectory, "testdata", "admission-answers");
    }
}
