using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Verdicts;
using Gatehouse.Standards;

namespace Gatehouse.Policy.Tests.Kritis;

/// <summary>The suite <c>attestations/kritis-decisions</c>.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: kritis-decisions")]
public sealed class KritisDecisionsTests
{
    private static readonly string? Folder = TestData.FindFolder("attestations", "kritis-decisions");

    public static TheoryData<string> Names => Folder is null
        ? new("(absent)")
        : new(Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Where(n => n != "index.json").Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Verdict_agrees_with_Kritis(string name)
    {
        Assert.SkipWhen(Folder is null, TestData.Absent);
        var @case = KritisCase.Read(Path.Combine(Folder, name));
        var verdict = KritisGate.Decide(@case.Facts, @case.Surroundings, KritisRules.Kritis).Verdict;
        Assert.Equal(@case.IsAllowed, verdict.IsAdmitted);
        Assert.Equal(@case.ExpectedViolations.Order(StringComparer.Ordinal), verdict.Violations.Select(Render).Distinct().Order(StringComparer.Ordinal));
        Assert.All(verdict.Violations, v => Assert.NotEmpty(v.Remedy));
    }

    private static string Render(Violation violation) => violation.Id switch
    {
        ViolationId.ImageUnqualified => $"UnqualifiedImage {violation.Image}",
        ViolationId.VulnerabilitySeverity => $"Severity {violation.Image} {violation.Subject}",
        ViolationId.VulnerabilityUnfixable => $"FixUnavailable {violation.Image} {violation.Subject}",
        ViolationId.NotAttested => $"NotAttested {violation.Image}",
        ViolationId.PolicyError => "PolicyError",
        _ => violation.Id,
    };
}
