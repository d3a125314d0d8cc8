using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Access;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Reviews;
using Gatehouse.Policy.Verdicts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Judging;

/// <summary>
/// review → images → policies of its namespace and facts of its images → verdict → decision, kept. The reading and keeping happens here; the judging is pure.
/// </summary>
internal sealed partial class AdmissionService(
    WorkloadJudge judge, DecisionStore decisions, DecisionIds ids, IOptions<AdmissionOptions> options, TimeProvider time, ILogger<AdmissionService> logger)
{
    /// <param name="request">The bytes that <paramref name="review"/> was read from.</param>
    public async ValueTask<AdmissionOutcome> JudgeAsync(AdmissionReview review, ReadOnlyMemory<byte> request, Caller caller, CancellationToken cancellationToken)
    {
        if (review.Images.IsEmpty)
        {
            return new(review, null);
        }

        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.ReviewTimeoutMilliseconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var draft = Draft(review, request, caller);
        try
        {
            draft = await DecideAsync(draft, review, both.Token);
            draft = review.IsDryRun ? draft : await KeepAsync(draft, caller, both.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            draft = Fail(draft, exception);
        }

        Decided(draft.Id, review.Uid, review.Namespace, review.Kind, draft.Allowed, draft.Violations.Length, draft.FailureMode);
        return new(review, draft);
    }

    private Decision Draft(AdmissionReview review, ReadOnlyMemory<byte> request, Caller caller) => new()
    {
        Id = "",
        Time = time.GetUtcNow(),
        Principal = caller.Principal,
        Subject = new(review.Uid, review.UserName, review.Operation, review.Group, review.Kind, review.SubResource, review.Namespace, review.Name, review.IsDryRun),
        RequestDigest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(request.Span)),
        FactRevision = 0,
        Policies = [],
        Images = [.. review.Images.Select(i => new ImageUse(i.Field, i.Container, i.Image, 0, false))],
        Allowed = false,
        FailureMode = options.Value.FailureMode,
        Violations = [],
        Warnings = [],
    };

    private async ValueTask<Decision> DecideAsync(Decision draft, AdmissionReview review, CancellationToken cancellationToken)
    {
        var verdict = await judge.JudgeAsync(ObjectOf(review), review.Images, draft.Time, cancellationToken);
        return BreakGlassIfAsked(Apply(draft, verdict), review);
    }

    private JudgedObject ObjectOf(AdmissionReview review) => new()
    {
        Operation = review.Operation,
        Group = review.Group,
        Version = review.Version,
        Kind = review.Kind,
        Resource = review.Resource,
        Namespace = review.Namespace,
        Name = review.Name,
        Labels = review.Labels,
        Annotations = review.Annotations,
        ServiceAccount = review.ServiceAccount.Length == 0 ? "default" : review.ServiceAccount,
        User = review.UserName,
        Groups = review.Groups,
        Cluster = options.Value.Cluster,
    };

    /// <summary>What the policies say is kept and told all the same.</summary>
    private Decision BreakGlassIfAsked(Decision judged, AdmissionReview review)
    {
        var glass = Judging.BreakGlass.Of(review, options.Value.BreakGlass);
        if (!glass.IsAsked || judged.Allowed)
        {
            return judged;
        }

        if (!glass.IsAllowed)
        {
            return judged with { Warnings = [.. judged.Warnings, AdmissionTexts.GlassHolds(review.UserName)] };
        }

        GlassBroken(review.Uid, review.Namespace, review.Kind, review.UserName, judged.Violations.Length);
        return judged with { Allowed = true, BreakGlass = glass.Reason, Warnings = [.. judged.Warnings, AdmissionTexts.GlassBroken(judged.Violations.Length)] };
    }

    private Decision Apply(Decision draft, WorkloadVerdict verdict)
    {
        var isOpen = options.Value.FailureMode == FailureMode.Open;
        var violations = verdict.Violations;
        var excused = violations.Where(v => isOpen && v.Id == ViolationId.FactsUnavailable).ToImmutableArray();
        var advisories = verdict.Advisories;
        return draft with
        {
            FactRevision = verdict.Revision,
            Policies = verdict.Policies,
            Images = [.. verdict.Images.Select(i => new ImageUse(i.Field, i.Container, i.Image, i.Findings.Length, i.IsScanned))],
            Violations = violations,
            Advisories = [.. advisories.Select(v => new Advisory(EnforcementMode.Warn, v)), .. verdict.Audited.Select(v => new Advisory(EnforcementMode.Audit, v))],
            Allowed = violations.Length == excused.Length,
            Warnings = [.. excused.Select(AdmissionTexts.FailedOpen), .. advisories.Select(AdmissionTexts.DryRun), .. verdict.Warnings],
        };
    }

    private async ValueTask<Decision> KeepAsync(Decision draft, Caller caller, CancellationToken cancellationToken)
    {
        var kept = draft with { Id = ids.Next() };
        await decisions.KeepAsync(kept, caller.Address, cancellationToken);
        return kept;
    }

    /// <summary>Policies could not be read, time ran out, or the decision could not be kept: a refusal stays one, an admission is up to the failure mode.</summary>
    private Decision Fail(Decision draft, Exception exception)
    {
        Failed(draft.Subject.Uid, draft.Subject.Namespace, options.Value.FailureMode, exception);
        var violation = new Violation(ViolationId.FactsUnavailable, "facts could not be read", AdmissionTexts.Why(exception), "", "try again when the record store answers");
        var isOpen = options.Value.FailureMode == FailureMode.Open && draft.Violations.All(v => v.Id == ViolationId.FactsUnavailable);
        return draft with
        {
            Id = "",
            Allowed = isOpen,
            BreakGlass = null,
            Violations = [.. draft.Violations, violation],
            Warnings = isOpen ? [.. draft.Warnings, AdmissionTexts.FailedOpen(violation)] : draft.Warnings,
        };
    }

    [LoggerMessage(3001, LogLevel.Information, "Decision {Decision} on {Uid}: {Kind} in {Namespace}, allowed {Allowed}, {Violations} violations, fails {FailureMode}")]
    private partial void Decided(string decision, string uid, string @namespace, string kind, bool allowed, int violations, FailureMode failureMode);

    [LoggerMessage(3003, LogLevel.Warning, "Review {Uid} in {Namespace}: {User} broke the glass for a {Kind}, against {Violations} violations")]
    private partial void GlassBroken(string uid, string @namespace, string kind, string user, int violations);

    [LoggerMessage(3002, LogLevel.Error, "Review {Uid} in {Namespace} could not be judged; the gate fails {FailureMode}")]
    private partial void Failed(string uid, string @namespace, FailureMode failureMode, Exception exception);
}
