using System.Collections.Immutable;
using CsCheck;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Tests.Kritis;

/// <summary>Laws that hold for all policies and facts.</summary>
public sealed class ImageSecurityPolicyLawTests
{
    private static readonly Gen<SeverityThreshold> Thresholds =
        Gen.OneOf([.. SeverityThreshold.Words, "medium"]).Select(word => new SeverityThreshold(word));

    private static readonly Gen<Finding> Findings =
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 6], Gen.OneOf<string?>(null, "", "2").Array[0, 3], (id, severity, fixes) => new Finding
        {
            Note = $"projects/p/notes/CVE-{id}",
            EffectiveSeverity = (FindingSeverity)severity,
            Packages = [.. fixes.Select((f, i) => new AffectedPackage($"p{i}", "1", f))],
        });

    private static readonly Gen<ImageSecurityPolicy> Policies =
        Gen.Select(Thresholds, Thresholds, Gen.Int[1, 6].Array[0, 3], (fixable, unfixable, allowed) => Build.Policy() with
        {
            MaximumSeverity = fixable,
            MaximumFixUnavailableSeverity = unfixable,
            AllowlistCves = [.. allowed.Select(id => $"projects/p/notes/CVE-{id}")],
        });

    [Fact]
    public void One_more_finding_takes_no_reason_away() =>
        Gen.Select(Policies, Findings.Array[0, 6], Findings).Sample((policy, findings, more) =>
        {
            var before = Judge(policy, findings);
            var after = Judge(policy, [.. findings, more]);
            Assert.Subset(after.ToHashSet(), before.ToHashSet());
        });

    [Fact]
    public void The_order_of_findings_does_not_show() =>
        Gen.Select(Policies, Findings.Array[0, 8], Gen.Int).Sample((policy, findings, seed) =>
        {
            var shuffled = findings.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Judge(policy, findings), Judge(policy, shuffled));
        });

    [Fact]
    public void A_more_tolerant_limit_adds_no_reason() =>
        Gen.Select(Policies, Findings.Array[0, 6], Gen.Int[0, 7], Gen.Int[0, 7]).Sample((policy, findings, a, b) =>
        {
            var (strict, tolerant) = (SeverityThreshold.Words[Math.Min(a, b)], SeverityThreshold.Words[Math.Max(a, b)]);
            var refusedByStrict = Judge(policy with { MaximumSeverity = new(strict) }, findings).Select(v => v.Subject).ToHashSet();
            var refusedByTolerant = Judge(policy with { MaximumSeverity = new(tolerant) }, findings).Select(v => v.Subject).ToHashSet();
            Assert.Subset(refusedByStrict, refusedByTolerant);
        });

    private static ImmutableArray<Verdicts.Violation> Judge(ImageSecurityPolicy policy, Finding[] findings) =>
        ImageSecurityPolicyEvaluator.Evaluate(policy, Build.Facts(findings), new()).Violations;
}
