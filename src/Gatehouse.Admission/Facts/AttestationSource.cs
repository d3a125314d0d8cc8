using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Artifacts.Content;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Policy.Attestors;
using Gatehouse.Policy.Facts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Facts;

/// <summary>Finds out which attestors attest an image: occurrences of their notes, in whichever project, verified with their keys.</summary>
internal sealed class AttestationSource(IRecordStore records, IAttestationVerifier verifier, IOptions<AdmissionOptions> options)
{
    /// <param name="attestors">Those that policies ask for; what others say is not looked at.</param>
    public async ValueTask<ImageFacts> AddAsync(ImageFacts facts, ImmutableArray<Attestor> attestors, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (attestors.IsEmpty || facts.Reference is not { Digest: not null } reference)
        {
            return facts;
        }

        try
        {
            var outcomes = new Dictionary<string, AttestationOutcome>(StringComparer.Ordinal);
            foreach (var attestor in attestors)
            {
                outcomes[attestor.Name] = await VerifyAsync(attestor, reference, now, cancellationToken);
            }

            return facts with
            {
                AttestedBy = [.. outcomes.Where(o => o.Value.IsAttested).Select(o => o.Key)],
                AttestationProblems = outcomes.Where(o => !o.Value.Problems.IsEmpty).ToFrozenDictionary(o => o.Key, o => o.Value.Problems, StringComparer.Ordinal),
            };
        }
        catch (StoreUnavailableException exception)
        {
            return facts with { UnavailableSources = attestors.ToFrozenDictionary(a => a.Name, _ => exception.Message, StringComparer.Ordinal) };
        }
    }

    private async ValueTask<AttestationOutcome> VerifyAsync(Attestor attestor, ImageReference image, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var limit = options.Value.Limits.AttestationsPerAuthority;
        var filter = FactQueries.Attestations(ImageResources.Of(image), attestor.Note.ToString());
        var (found, areAll) = await OccurrenceReader.ReadAsync(records, filter, limit, cancellationToken);
        var outcome = verifier.Verify(attestor, image, [.. found.Select(Map)], now);
        return outcome.IsAttested || areAll ? outcome : outcome with { Problems = [.. outcome.Problems, $"there are more, and only {limit} are read"] };
    }

    private static AttestationEvidence Map(Occurrence occurrence) => new(
        occurrence.Name,
        occurrence.NoteName,
        occurrence.ResourceUri,
        occurrence.Attestation?.SerializedPayload.Memory ?? default,
        [.. (occurrence.Attestation?.Signatures ?? []).Select(s => new AttestationSignature(s.PublicKeyId, s.Signature_.Memory))],
        [.. (occurrence.Attestation?.Jwts ?? []).Select(j => j.CompactJwt)]);
}
