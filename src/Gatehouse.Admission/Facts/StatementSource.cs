using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Metadata.Storage;
using Gatehouse.Policy.Facts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Facts;

/// <summary>Finds signatures and statements of an image, in its registry and in the records, and verifies them with the keys and roots that policies name.</summary>
internal sealed class StatementSource(IRecordStore records, IOptions<AdmissionOptions> options, IImageRegistry? registry = null)
{
    private const string NoRegistry = "no registry can be asked here";

    public async ValueTask<ImageFacts> AddAsync(ImageFacts facts, FactNeeds needs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (facts.Reference is not { Digest: not null } reference)
        {
            return facts;
        }

        var found = VerifiedEvidence.None;
        var failures = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!needs.Keys.IsEmpty || !needs.Roots.IsEmpty)
        {
            found = await ReadRecordsAsync(reference, needs, failures, now, cancellationToken);
        }

        ImmutableArray<EvidencePlace> places = needs.Places.IsEmpty && !needs.Notation.IsEmpty ? [EvidencePlace.Beside] : needs.Places;
        foreach (var (place, evidence, failure) in await Task.WhenAll(places.Select(p => FetchAsync(reference, p, cancellationToken))))
        {
            found = evidence is null ? found : found.With(EvidenceVerifier.Verify(evidence, place, reference.Digest.Value, needs, now));
            if (failure is not null)
            {
                failures.AddRange(needs.Keys.Select(k => k.Id).Concat(needs.Roots.Select(r => r.Name)).Concat(needs.Notation.Select(n => n.Name)).Where(n => !failures.ContainsKey(n)).Select(n => KeyValuePair.Create(n, failure)));
            }
        }

        if (needs.UploadTime)
        {
            facts = facts with { UploadTime = await FindUploadTimeAsync(reference, failures, cancellationToken) };
        }

        return BuildMapper.AddClaims(facts with
        {
            Signatures = [.. facts.Signatures, .. found.Signatures],
            Statements = [.. facts.Statements, .. found.Statements],
            UnavailableSources = failures.Count == 0 ? facts.UnavailableSources : System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(facts.UnavailableSources.Concat(failures).DistinctBy(f => f.Key), StringComparer.Ordinal),
        });
    }

    private async ValueTask<VerifiedEvidence> ReadRecordsAsync(ImageReference image, FactNeeds needs, ImmutableDictionary<string, string>.Builder failures, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var (stored, _) = await OccurrenceReader.ReadStoredAsync(records, FactQueries.Signed(ImageResources.Of(image)), options.Value.Limits.SignaturesPerImage, cancellationToken);
            return RecordedStatements.Verify(stored.Select(s => ($"projects/{s.Name.Project}", s.Occurrence)), image, needs.Keys, now);
        }
        catch (StoreUnavailableException exception)
        {
            failures.AddRange(needs.Keys.Select(k => KeyValuePair.Create(k.Id, exception.Message)));
            return VerifiedEvidence.None;
        }
    }

    /// <summary>An age that nobody tells is a violation where it matters.</summary>
    private async ValueTask<DateTimeOffset?> FindUploadTimeAsync(ImageReference image, ImmutableDictionary<string, string>.Builder failures, CancellationToken cancellationToken)
    {
        try
        {
            return registry is null ? null : await registry.FindUploadTimeAsync(image, cancellationToken);
        }
        catch (RegistryException exception)
        {
            failures[image.Registry] = exception.Message;
            return null;
        }
    }

    private async Task<(EvidencePlace Place, ImageEvidence? Evidence, string? Failure)> FetchAsync(ImageReference image, EvidencePlace place, CancellationToken cancellationToken)
    {
        if (registry is null)
        {
            return (place, null, NoRegistry);
        }

        try
        {
            return (place, await registry.ReadEvidenceAsync(image, place, cancellationToken), null);
        }
        catch (RegistryException exception)
        {
            return (place, null, exception.Message);
        }
    }
}
