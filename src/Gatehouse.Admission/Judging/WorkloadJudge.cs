using System.Collections.Immutable;
using Gatehouse.Admission.Facts;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Workloads;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Exceptions;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Judging;

/// <summary>Judges the images of a workload by all policies: what they need to know is gathered first, then each language judges. The same for the webhook, a check and a second look at what runs.</summary>
internal sealed class WorkloadJudge(RecordView view, PolicyLibrary library, FactGatherer facts, IOptions<AdmissionOptions> options)
{
    /// <summary>By the policies as they are stored.</summary>
    public ValueTask<WorkloadVerdict> JudgeAsync(JudgedObject workload, ImmutableArray<PodImage> images, DateTimeOffset now, CancellationToken cancellationToken) =>
        JudgeAsync(workload, images, [], now, cancellationToken);

    /// <param name="drafts">Documents to judge by instead of the stored ones; none for those.</param>
    public async ValueTask<WorkloadVerdict> JudgeAsync(
        JudgedObject workload, ImmutableArray<PodImage> images, ImmutableArray<StoredManifest> drafts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Read first: what is read afterwards is at least as new.
        var revision = await view.CatchUpAsync(cancellationToken);
        var policies = drafts.IsEmpty ? await library.GetAsync(cancellationToken) : await library.CompileAsync(drafts, cancellationToken);
        return await JudgeAsync(policies, revision, workload, images, now, cancellationToken);
    }

    private async ValueTask<WorkloadVerdict> JudgeAsync(
        PolicyState policies, long revision, JudgedObject workload, ImmutableArray<PodImage> images, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asked = policies.PoliciesFor(workload);
        if (asked.IsEmpty)
        {
            return new(revision, [], [.. images.Select(i => new ImageFacts { Image = i.Image, Field = i.Field, Container = i.Container })], []);
        }

        var gathered = await GatherAsync(policies, revision, workload, images, now, cancellationToken);
        var exempt = new Repositories([.. options.Value.ExemptRepositories]);
        ImmutableArray<ImageFacts> judged = exempt.Names.Count == 0 ? gathered : [.. gathered.Where(i => !exempt.Matches(i.Image))];
        ImmutableArray<Judgement> judgements = [.. policies.Judges.SelectMany(j => j.Judge(workload, judged, now))];
        return Excuse(policies, workload, now, new(revision, asked, gathered, judgements));
    }

    /// <summary>An exception that let something pass has had a say, and is told among the policies.</summary>
    private static WorkloadVerdict Excuse(PolicyState policies, JudgedObject workload, DateTimeOffset now, WorkloadVerdict verdict)
    {
        ImmutableArray<PolicyException> exceptions = [.. policies.Exceptions.Select(d => d.Policy).OfType<PolicyException>()];
        if (exceptions.IsEmpty || verdict.Judgements.All(j => j.Violations.IsEmpty))
        {
            return verdict;
        }

        var outcomes = verdict.Judgements.Select(j => (Judgement: j, Outcome: PolicyExceptions.Apply(j.Violations, exceptions, workload.Namespace, now))).ToArray();
        var used = outcomes.SelectMany(o => o.Outcome.Excused).Select(e => e.Exception.Name).ToHashSet(StringComparer.Ordinal);
        return verdict with
        {
            Policies = [.. verdict.Policies, .. policies.Exceptions.Where(d => used.Contains(d.Stored.Name)).Select(d => d.Use)],
            Judgements = [.. outcomes.Select(o => o.Judgement with { Violations = o.Outcome.Standing, Warnings = [.. o.Judgement.Warnings, .. o.Outcome.Excused.Select(e => e.ToString())] })],
        };
    }

    private async ValueTask<ImmutableArray<ImageFacts>> GatherAsync(
        PolicyState policies, long revision, JudgedObject workload, ImmutableArray<PodImage> images, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, ImageFacts>(StringComparer.Ordinal);
        foreach (var image in images.Select(i => i.Image).Distinct(StringComparer.Ordinal))
        {
            known[image] = await facts.GatherAsync(image, policies.NeedsFor(workload, image), revision, now, cancellationToken);
        }

        return [.. images.Select(i => known[i.Image] with { Field = i.Field, Container = i.Container })];
    }
}
