using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Languages.Gatehouse;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Tests.Languages;

/// <summary>What a decision on facts that are at hand costs in memory; how long it takes is told and not judged.</summary>
public sealed class WarmDecisionTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly IImageJudge Judge = new GatehouseLanguage().Compile(new PolicyDocuments(
    [
        new StoredManifest("ImagePolicy", "", "release", 1, Now, Now, 1, JsonElement.Parse("""
            {"apiVersion":"gatehouse/v1","kind":"ImagePolicy","metadata":{"name":"release"},
             "spec":{"match":{"namespaces":["production"]},"require":{"attestedBy":["production/qa"]},"limit":{"fixable":"HIGH","unfixable":"CRITICAL"}}}
            """)),
    ]));

    [Theory]
    [InlineData(1, 5_000)]
    [InlineData(1_000, 5_000)]
    public void A_decision_stays_within_its_budget(int findings, int budgetBytes)
    {
        var workload = new JudgedObject { Namespace = "production", Kind = "Pod" };
        ImageFacts[] images =
        [
            new()
            {
                Image = $"registry.example/shop/web@sha256:{new string('a', 64)}",
                AttestedBy = ["production/qa"],
                IsScanned = true,
                Findings = [.. Enumerable.Range(0, findings).Select(i => new Finding { Note = $"projects/p/notes/CVE-2026-{i}", EffectiveSeverity = FindingSeverity.High })],
            },
        ];
        void Decide() => Assert.Empty(Judge.Judge(workload, [.. images], Now).SelectMany(j => j.Violations));

        for (var i = 0; i < 200; i++)
        {
            Decide();
        }

        const int Rounds = 200;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
        {
            Decide();
        }

        output.WriteLine($"{Stopwatch.GetElapsedTime(clock).TotalMicroseconds / Rounds:0.0} µs, {(GC.GetAllocatedBytesForCurrentThread() - before) / Rounds} bytes");
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, budgetBytes);
    }
}
