using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Policy.Facts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Admission.Facts;

/// <summary>Gathers what is recorded of images, in whichever project. Facts that cannot be read say so; only cancellation throws.</summary>
internal sealed class ImageFactSource(IRecordStore records, IOptions<AdmissionOptions> options)
{
    public async ValueTask<ImageFacts> AddAsync(ImageFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Reference is not { Digest: not null } reference)
        {
            return facts;
        }

        try
        {
            var limit = options.Value.Limits.RecordsPerImage;
            var (occurrences, areAll) = await OccurrenceReader.ReadAsync(records, FactQueries.About(ImageResources.Of(reference)), limit, cancellationToken);
            return areAll
                ? facts with { Findings = Findings(occurrences), IsScanned = occurrences.Any(IsScan), ScanTime = occurrences.Where(IsScan).Select(TimeOf).Max() }
                : facts with { Unavailable = $"more than {limit} records are about it" };
        }
        catch (StoreUnavailableException exception)
        {
            return facts with { Unavailable = exception.Message };
        }
    }

    private static ImmutableArray<Finding> Findings(List<Occurrence> occurrences) =>
        [.. occurrences.Where(o => o.Vulnerability is not null && FindingMapper.IsOpen(o.Vulnerability)).Select(FindingMapper.Map)];

    private static DateTimeOffset? TimeOf(Occurrence scan) => (scan.Discovery?.LastScanTime ?? scan.UpdateTime ?? scan.CreateTime)?.ToDateTimeOffset();

    private static bool IsScan(Occurrence occurrence) =>
        occurrence.Vulnerability is not null || occurrence.Discovery?.AnalysisStatus == DiscoveryOccurrence.Types.AnalysisStatus.Complete;
}
