using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>What policies say before anything is deployed or signed.</summary>
public sealed class JudgementsTests
{
    private const string SigningPolicy = """
        apiVersion: kritis.grafeas.io/v1beta1
        kind: VulnzSigningPolicy
        metadata: {name: vulnz}
        spec: {imageVulnerabilityRequirements: {maximumFixableSeverity: MEDIUM, maximumUnfixableSeverity: HIGH, allowlistCVEs: []}}
        """;

    [Theory]
    [InlineData(Severity.Medium, true)]
    [InlineData(Severity.High, false)]
    public async Task A_draft_says_what_it_would_let_be_signed(Severity severity, bool isAllowed)
    {
        await using var gate = await Gate.OpenAsync();
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2026-1", severity, "3.0.15"));
        var (status, answer) = await gate.PostAsync("v1/judgements", new JsonObject { ["images"] = new JsonArray(Gate.Image('a')), ["policies"] = SigningPolicy }.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(isAllowed, (bool)answer["allowed"]!);
        Assert.Equal(["VulnzSigningPolicy"], answer["policies"]!.AsArray().Select(p => (string)p!["kind"]!));
        Assert.Equal(isAllowed ? 0 : 1, answer["violations"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_drafts_the_stored_policies_of_the_namespace_judge_and_nothing_is_kept()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {maximumSeverity: LOW}}");
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2026-1", Severity.High, "3.0.15"));
        foreach (var (place, isAllowed) in ((string, bool)[])[("production", false), ("staging", true)])
        {
            var (_, answer) = await gate.PostAsync("v1/judgements", new JsonObject { ["images"] = new JsonArray(Gate.Image('a')), ["namespace"] = place }.ToJsonString());
            Assert.Equal(isAllowed, (bool)answer["allowed"]!);
        }

        var (_, decisions) = await gate.GetAsync("v1/decisions");
        Assert.Empty(decisions["decisions"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"images":[]}""", "images")]
    [InlineData("""{"images":["a"],"kind":"Service"}""", "kind")]
    [InlineData("""{"images":["a"],"policies":"kind: Nothing"}""", "policies")]
    [InlineData("""{"image":"a"}""", "image")]
    [InlineData("[]", "JSON")]
    public async Task A_question_that_is_none_is_refused(string body, string mistake)
    {
        await using var gate = await Gate.OpenAsync();
        var (status, answer) = await gate.PostAsync("v1/judgements", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(mistake, answer.ToJsonString(), StringComparison.Ordinal);
    }
}
