using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Workloads;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Manifests.Storage;
using Gatehouse.Metadata.Calls;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Judgements;

/// <summary>Judges images for whoever wants to know before anything is deployed or signed, by the stored policies or by drafts.</summary>
internal sealed class JudgementService(WorkloadJudge judge, ManifestKinds kinds, IOptions<ManifestLimits> limits, IOptions<AdmissionOptions> options, TimeProvider time)
{
    private const string DefaultNamespace = "default";

    public async ValueTask<JudgementAnswer> JudgeAsync(JudgementRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var drafts = ReadDrafts(request);
        var images = Check(request);
        var workload = new JudgedObject
        {
            Kind = request.Kind ?? "Pod",
            Version = "v1",
            Resource = (request.Kind ?? "Pod").ToLowerInvariant() + "s",
            Namespace = request.Namespace is { Length: > 0 } named ? named : drafts.Select(d => d.Namespace).FirstOrDefault(n => n.Length > 0) ?? DefaultNamespace,
            ServiceAccount = request.ServiceAccount ?? DefaultNamespace,
            User = request.User ?? caller.Principal,
            Groups = request.Groups,
            Cluster = options.Value.Cluster,
        };
        return Answer(await judge.JudgeAsync(workload, images, drafts, time.GetUtcNow(), cancellationToken));
    }

    private static JudgementAnswer Answer(WorkloadVerdict verdict) => new(
        verdict.Violations.IsEmpty,
        verdict.Revision,
        verdict.Policies,
        [.. verdict.Images.Select(i => new ImageUse(i.Field, i.Container, i.Image, i.Findings.Length, i.IsScanned))],
        verdict.Violations,
        [.. verdict.Advisories.Select(v => new Advisory(EnforcementMode.Warn, v)), .. verdict.Audited.Select(v => new Advisory(EnforcementMode.Audit, v))],
        verdict.Warnings);

    private ImmutableArray<PodImage> Check(JudgementRequest request)
    {
        var errors = new List<FieldError>();
        if (request.Images.IsEmpty || request.Images.Length > options.Value.Limits.Images)
        {
            errors.Add(new("images", $"1 to {options.Value.Limits.Images} images are expected, and there are {request.Images.Length}"));
        }

        if (request.Kind is { } kind && PodTemplates.FindPath(kind) is null)
        {
            errors.Add(new("kind", $"\"{kind}\" runs no pods; {string.Join(", ", PodTemplates.Kinds)} do"));
        }

        Errors.ThrowIfAny(errors);
        return [.. request.Images.Select((image, i) => new PodImage($"images[{i}]", "", image))];
    }

    private ImmutableArray<StoredManifest> ReadDrafts(JudgementRequest request)
    {
        if (string.IsNullOrEmpty(request.Policies))
        {
            return [];
        }

        var errors = new ManifestErrors("(policies)");
        var documents = kinds.Read(Encoding.UTF8.GetBytes(request.Policies), limits.Value, errors);
        if (!errors.IsEmpty || documents.IsEmpty)
        {
            throw Errors.InvalidArgument([.. errors.ToImmutable().Select(e => new FieldError("policies", e.ToString())).DefaultIfEmpty(new("policies", "there is no document"))]);
        }

        var now = time.GetUtcNow();
        return [.. documents.Select(d => new StoredManifest(d.Key.Kind, d.Key.Namespace, d.Key.Name, 0, now, now, 0, JsonElement.Parse(d.Content.Span)))];
    }
}
