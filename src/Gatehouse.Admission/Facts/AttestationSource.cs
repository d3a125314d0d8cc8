using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Metadata.Storage;
using Gatehouse.Policy.Facts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Facts;

/// <summary>Finds out which attestors attest an image: occurrences of their notes, in whichever project, verified with their keys.</summary>
internal sealed class AttestationSource(IRecordStore records, IOptions<AdmissionOptions> options)
{
    private const int MostProblems = 5;

    /// <param name="attestors">Those that policies ask for; what others say is not looked at.</param>
    public async ValueTask<ImageFacts> AddAsync(ImageFacts facts, ImmutableArray<Attestor> attestors, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (attestors.IsEmpty || facts.Reference is not { Digest: not null } reference)
        {
            return facts;
        }

        try
        {
            var problems = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
            var attestedBy = new HashSet<string>(StringComparer.Ordinal);
            foreach (var attestor in attestors)
            {
                problems[attestor.Name] = await ExplainAsync(attestor, reference, now, attestedBy, cancellationToken);
            }

            return facts with { AttestedBy = [.. attestedBy], AttestationProblems = problems.Where(p => !p.Value.IsEmpty).ToFrozenDictionary(StringComparer.Ordinal) };
        }
        catch (StoreUnavailableException exception)
        {
            return facts with { UnavailableSources = attestors.ToFrozenDictionary(a => a.Name, _ => exception.Message, StringComparer.Ordinal) };
        }
    }

    /// <returns>Why what is there does not count; nothing when the attestor attests the image, who is then added to the others.</returns>
    private async ValueTask<ImmutableArray<string>> ExplainAsync(
        Attestor attestor, ImageReference image, DateTimeOffset now, HashSet<string> attestedBy, CancellationToken cancellationToken)
    {
        var limit = options.Value.Limits.AttestationsPerAuthority;
        var filter = FactQueries.Attestations(ImageResources.Of(image), attestor.NoteName);
        var (found, areAll) = await OccurrenceReader.ReadAsync(records, filter, limit, cancellationToken);
        var problems = new List<string>();
        foreach (var occurrence in found)
        {
            var verified = attestor.Verify(AttestationMapper.Map(occurrence), image, now);
            if (verified.Succeeded)
            {
                _ = attestedBy.Add(attestor.Name);
                return [];
            }

            problems.AddRange(verified.Failures.Select(f => $"{occurrence.Name}: {f.Text}"));
        }

        IEnumerable<string> unread = areAll ? [] : [$"there are more, and only {limit} are read"];
        IEnumerable<string> more = problems.Count > MostProblems ? [$"and {problems.Count - MostProblems} more"] : [];
        return [.. problems.Take(MostProblems), .. more, .. unread];
    }
}
