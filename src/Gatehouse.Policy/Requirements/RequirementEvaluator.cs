using System.Collections.Immutable;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Requirements;

/// <summary>
/// Judges one image by a requirement, at one instant. Pure: the same facts always give the same violations in the same order. It never stops at the first reason, and what could not be
/// read is a violation of its own.
/// </summary>
public sealed class RequirementEvaluator
{
    private readonly ImageFacts _image;
    private readonly DateTimeOffset _now;
    private readonly RequirementViolations _violations;

    private RequirementEvaluator(ImageFacts image, DateTimeOffset now) => (_image, _now, _violations) = (image, now, new(image));

    /// <param name="policy">The name that violations tell.</param>
    /// <returns>Every reason why the image does not fulfil the requirement; empty when it does.</returns>
    public static ImmutableArray<Violation> Evaluate(Requirement requirement, string policy, ImageFacts image, DateTimeOffset now)
    {
        var found = new List<Violation>();
        new RequirementEvaluator(image, now).Judge(requirement, new(policy, null, ""), found);
        return [.. found];
    }

    private void Judge(Requirement requirement, Place place, List<Violation> found)
    {
        switch (requirement)
        {
            case Requirement.All all:
                JudgeEach(all.Items, "all", place, all.Items.Length, found);
                break;
            case Requirement.Any any:
                JudgeEach(any.Items, "any", place, 1, found);
                break;
            case Requirement.AtLeast atLeast:
                JudgeEach(atLeast.Items, "atLeast", place, atLeast.Count, found);
                break;
            case Requirement.Unless unless:
                JudgeUnless(unless, place, found);
                break;
            case Requirement.Except except when IsNamed(except.Images):
                break;
            case Requirement.Except except:
                Judge(except.Body, place, found);
                break;
            case Requirement.InPolicy inPolicy:
                Judge(inPolicy.Body, place.In(inPolicy.Policy), found);
                break;
            default:
                found.AddRange(Leaf(requirement, place));
                break;
        }
    }

    private IEnumerable<Violation> Leaf(Requirement requirement, Place place) => requirement switch
    {
        Requirement.Always always => always.IsAllowed ? [] : [_violations.Denied(place, always.Message)],
        Requirement.Broken broken => [_violations.Broken(place, broken)],
        Requirement.Digest => Digest(place),
        Requirement.Vulnerability vulnerability => Findings(vulnerability.Limits, place.Under("vulnerability")),
        Requirement.AttestedBy attestedBy => Attested(attestedBy, place.Under("attestedBy")),
        Requirement.Signature signature => Signed(signature.Signer, place.Under("signature")),
        Requirement.Statement statement => Stated(statement, place.Under("statement")),
        Requirement.Provenance provenance => Built(provenance.Terms, place.Under("provenance")),
        Requirement.Summary summary => Summarized(summary.Terms, place.Under("summary")),
        Requirement.TrustedDirectory directory => directory.Directories.Any(d => d.Matches(_image.Image)) ? [] : [_violations.OutsideDirectories(place.Under("trustedDirectory"), directory)],
        Requirement.Freshness freshness => Fresh(freshness.MaximumAge, place.Under("freshness")),
        Requirement.ScannedWithin scanned => Scanned(scanned.MaximumAge, place.Under("scannedWithin")),
        Requirement.BuiltFrom builtFrom => From(builtFrom.Source, place.Under("builtFrom")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void JudgeEach(ImmutableArray<Requirement> items, string word, Place place, int needed, List<Violation> found)
    {
        var missing = new List<Violation>();
        var fulfilled = 0;
        foreach (var (i, item) in items.Index())
        {
            var before = missing.Count;
            Judge(item, place.Under($"{word}[{i}]"), missing);
            fulfilled += missing.Count == before ? 1 : 0;
        }

        if (fulfilled < needed)
        {
            found.AddRange(missing);
        }
    }

    /// <summary>An excuse that could not be read may exist: that is told beside what the body misses.</summary>
    private void JudgeUnless(Requirement.Unless unless, Place place, List<Violation> found)
    {
        var excuse = new List<Violation>();
        Judge(unless.Excuse, place.Under("unless"), excuse);
        if (excuse.Count == 0)
        {
            return;
        }

        var before = found.Count;
        Judge(unless.Body, place, found);
        if (found.Count > before)
        {
            found.AddRange(excuse.Where(v => v.Id == ViolationId.FactsUnavailable));
        }
    }

    private bool IsNamed(ImmutableArray<IImagePattern> images) => images.Any(i => i.Matches(_image.Image));

    private IEnumerable<Violation> Digest(Place place)
    {
        if (_image.Reference is not { } reference)
        {
            yield return _violations.Invalid(place.Under("digest"));
        }
        else if (reference.Digest is null)
        {
            yield return _violations.Unqualified(place.Under("digest"));
        }
    }

    private IEnumerable<Violation> Findings(VulnerabilityLimits limits, Place place)
    {
        if (_image.Unavailable is not null)
        {
            return [_violations.Unavailable(place)];
        }

        if (limits.RequireScan && !_image.IsScanned && _image.Reference?.Digest is not null)
        {
            return [_violations.Unscanned(place)];
        }

        // Most findings pass: only those that do not are sorted. The last three keys only break ties: the order in which a store lists findings must not show.
        var judged = new List<(FindingSeverity Severity, Violation Violation)>();
        foreach (var finding in _image.Findings)
        {
            if (Judge(finding, limits, place) is { } violation)
            {
                judged.Add((finding.EffectiveSeverity, violation));
            }
        }

        return judged
            .OrderByDescending(j => j.Severity)
            .ThenBy(j => j.Violation.Subject, StringComparer.Ordinal)
            .ThenBy(j => j.Violation.Detail, StringComparer.Ordinal)
            .ThenBy(j => j.Violation.Remedy, StringComparer.Ordinal)
            .Select(j => j.Violation)
            .Distinct();
    }

    private Violation? Judge(Finding finding, VulnerabilityLimits limits, Place place)
    {
        if (limits.Allows(finding))
        {
            return null;
        }

        if (limits.Blocks(finding))
        {
            return _violations.Blocked(place, finding, limits);
        }

        if (limits.BlockExploited && finding.IsExploited)
        {
            return _violations.Exploited(place, finding, limits);
        }

        if (finding.ExploitProbability > limits.MaximumExploitProbability)
        {
            return _violations.Likely(place, finding, limits);
        }

        var limit = limits.LimitOf(finding);
        if (limit.Tolerates(finding.EffectiveSeverity))
        {
            return null;
        }

        return limit.IsKnown ? _violations.Vulnerable(place, finding, limits) : _violations.ThresholdUnknown(place, limits.FieldOf(finding), limit);
    }

    private IEnumerable<Violation> Attested(Requirement.AttestedBy attestedBy, Place place)
    {
        if (_image.AttestedBy.Contains(attestedBy.Authority))
        {
            return [];
        }

        return Unreadable(attestedBy.Authority) is { } why ? [_violations.SourceUnavailable(place, attestedBy.Authority, why)] : [_violations.NotAttested(place, attestedBy)];
    }

    private IEnumerable<Violation> Signed(SignerTerms signer, Place place) =>
        _image.Signatures.Any(signer.Accept) ? [] : SourceFailures(signer, place).DefaultIfEmpty(_violations.Unsigned(place, signer));

    private IEnumerable<Violation> Stated(Requirement.Statement statement, Place place)
    {
        var ofType = _image.Statements.Where(s => s.PredicateType == statement.PredicateType).ToArray();
        var signed = ofType.Where(s => statement.Signer.Accept(s.Signer)).ToArray();
        if (signed.Length == 0)
        {
            return SourceFailures(statement.Signer, place).DefaultIfEmpty(_violations.StatementMissing(place, statement, ofType.Length));
        }

        var objections = signed.Select(s => statement.Condition?.Explain(s.Content)).ToArray();
        return objections.Contains(null) ? [] : objections.Distinct().Select(why => _violations.StatementRefused(place, statement, why!));
    }

    private IEnumerable<Violation> Built(ProvenanceTerms terms, Place place)
    {
        var objections = _image.Builds.Select(terms.Explain).ToArray();
        return objections.Contains(null) ? [] : objections.Distinct().DefaultIfEmpty("there is no verified provenance of it").Select(why => _violations.BuiltOtherwise(place, terms, why!)).Concat(RecordFailure(place));
    }

    private IEnumerable<Violation> Summarized(SummaryTerms terms, Place place)
    {
        var objections = _image.Summaries.Select(s => terms.Explain(s, _now)).ToArray();
        return objections.Contains(null) ? [] : objections.Distinct().DefaultIfEmpty("there is no verified summary of it").Select(why => _violations.NoSummary(place, terms, why!)).Concat(RecordFailure(place));
    }

    private IEnumerable<Violation> Fresh(TimeSpan maximumAge, Place place)
    {
        if (_image.UploadTime is not { } uploaded)
        {
            return [_violations.AgeUnknown(place, maximumAge)];
        }

        return _now - uploaded <= maximumAge ? [] : [_violations.Stale(place, uploaded, _now, maximumAge)];
    }

    private IEnumerable<Violation> Scanned(TimeSpan maximumAge, Place place) =>
        _image.Unavailable is not null ? [_violations.Unavailable(place)]
        : _image.ScanTime is not { } scanned ? [_violations.Unscanned(place)]
        : _now - scanned <= maximumAge ? []
        : [_violations.ScanStale(place, scanned, _now, maximumAge)];

    private IEnumerable<Violation> From(TextTerm source, Place place) =>
        _image.Builds.Any(b => source.Matches(b.Source)) ? [] : [_violations.BuiltFromElsewhere(place, source), .. RecordFailure(place)];

    private string? Unreadable(string source) => _image.UnavailableSources.GetValueOrDefault(source) ?? _image.Unavailable;

    private IEnumerable<Violation> SourceFailures(SignerTerms signer, Place place)
    {
        var failed = signer.KeyIds.Append(signer.TrustRoot).Where(s => s.Length > 0).Distinct()
            .Where(_image.UnavailableSources.ContainsKey)
            .Select(source => _violations.SourceUnavailable(place, source, _image.UnavailableSources[source]));
        return [.. failed, .. RecordFailure(place)];
    }

    private IEnumerable<Violation> RecordFailure(Place place) => _image.Unavailable is null ? [] : [_violations.Unavailable(place)];
}
