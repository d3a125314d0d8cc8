using Gatehouse.Policy.BinaryAuthorization;
using Gatehouse.Standards;

namespace Gatehouse.Services.Tests.Admission.Policies;

/// <summary>The suite <c>attestations/binauthz-decisions</c>: documents as users write them, read as they are applied, then judged.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: binauthz-decisions")]
public sealed class BinaryAuthorizationDecisionsTests
{
    public static TheoryData<string> Files => TestData.Files(Path.Combine("attestations", "binauthz-decisions"), f => f.EndsWith(".json", StringComparison.Ordinal) && Path.GetFileName(f) != "index.json");

    [Theory, MemberData(nameof(Files))]
    public void Decisions_agree(string file)
    {
        var @case = BinaryAuthorizationCase.Read(Path.Combine(TestData.FindFolder()!, file));
        if (@case.IsPlatform)
        {
            JudgePlatform(@case);
        }
        else
        {
            JudgeProject(@case);
        }
    }

    private static void JudgeProject(BinaryAuthorizationCase @case)
    {
        var policy = @case.FindProjectPolicy();
        var decision = policy is null ? null : BinaryAuthorizationGate.Decide(policy, @case.Request);
        Assert.Equal(@case.ExpectedRule, decision?.Rule ?? "invalid");
        Assert.Equal(@case.IsAllowed, decision?.Verdict.IsAdmitted ?? false);
        Assert.All(decision?.Judged.Violations ?? [], v => Assert.StartsWith(policy!.Name, v.Policy, StringComparison.Ordinal));
        Assert.All(decision?.Judged.Violations ?? [], v => Assert.NotEmpty(v.Remedy));
    }

    private static void JudgePlatform(BinaryAuthorizationCase @case)
    {
        var policy = @case.FindPlatformPolicy();
        Assert.Equal(@case.IsInvalidPolicy, policy is null);
        var result = policy is null ? null : PlatformPolicyEvaluator.Evaluate(policy, @case.Namespace, @case.ServiceAccount, @case.Image, BinaryAuthorizationCase.Now);
        Assert.Equal(@case.IsConformant, result?.Conformance == Conformance.Conformant);
        Assert.Equal(result?.Conformance == Conformance.Conformant, result?.Verdict.IsAdmitted ?? false);
    }
}
