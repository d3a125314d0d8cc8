using Gatehouse.Admission.Languages;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Facts;

/// <summary>Finds out of an image whatever policies need to know, from memory where it is still true.</summary>
internal sealed class FactGatherer(FactCache cache, ImageFactSource findings, AttestationSource attestations, StatementSource statements)
{
    /// <param name="revision">Everything up to it has been taken into account by the cache.</param>
    public async ValueTask<ImageFacts> GatherAsync(string image, FactNeeds needs, long revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = new ImageFacts { Image = image };
        if (facts.Reference is not { Digest: not null } reference)
        {
            return facts;
        }

        var resources = ImageResources.Of(reference);
        if (cache.Find(image, needs, resources, now) is { } known)
        {
            return known;
        }

        facts = needs.Findings ? await findings.AddAsync(facts, cancellationToken) : facts;
        facts = await attestations.AddAsync(facts, needs.Attestors, now, cancellationToken);
        facts = await statements.AddAsync(facts, needs, now, cancellationToken);
        if (IsWhole(facts))
        {
            cache.Keep(facts, needs, revision, now);
        }

        return facts;
    }

    /// <summary>What could not be read is asked for again.</summary>
    private static bool IsWhole(ImageFacts facts) => facts.Unavailable is null && facts.UnavailableSources.Count == 0;
}
