using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Workloads;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Policy.Facts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Facts;

/// <summary>Gathers what is recorded of images, in whichever project. Facts that cannot be read say so; only cancellation throws.</summary>
internal sealed class ImageFactSource(IRecordStore records, IOptions<AdmissionOptions> options)
{
    private const int PageSize = 1_000;

    public async ValueTask<ImageFacts> GatherAsync(PodImage image, CancellationToken cancellationToken)
    {
        var facts = new ImageFacts { Image = image.Image, Field = image.Field, Container = image.Container };
        if (facts.Reference is not { Digest: not null } reference)
        {
            return facts;
        }

        try
        {
            var occurrences = await ListAsync(ImageResources.Of(reference), cancellationToken);
            return occurrences is null
                ? facts with { Unavailable = $"more than {options.Value.Limits.RecordsPerImage} records are about it" }
                : facts with { Findings = Findings(occurrences), IsScanned = occurrences.Any(IsScan) };
        }
        catch (StoreUnavailableException exception)
        {
            return facts with { Unavailable = exception.Message };
        }
    }

    private static ImmutableArray<Finding> Findings(List<Occurrence> occurrences) =>
        [.. occurrences.Where(o => o.Vulnerability is not null && FindingMapper.IsOpen(o.Vulnerability)).Select(FindingMapper.Map)];

    private static bool IsScan(Occurrence occurrence) =>
        occurrence.Vulnerability is not null || occurrence.Discovery?.AnalysisStatus == DiscoveryOccurrence.Types.AnalysisStatus.Complete;

    /// <returns>Null when there are more than the limit.</returns>
    private async ValueTask<List<Occurrence>?> ListAsync(ImmutableArray<string> resources, CancellationToken cancellationToken)
    {
        var found = new List<Occurrence>();
        var query = new RecordQuery { Filter = FactQueries.About(resources), Limit = PageSize };
        while (true)
        {
            var page = await records.ListOccurrencesAsync(query, cancellationToken);
            found.AddRange(page.Items.Select(i => i.Occurrence));
            if (found.Count > options.Value.Limits.RecordsPerImage)
            {
                return null;
            }

            if (page.Next is null)
            {
                return found;
            }

            query = query with { After = page.Next };
        }
    }
}
