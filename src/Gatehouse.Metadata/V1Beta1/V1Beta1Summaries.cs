using Gatehouse.Grafeas.V1Beta1;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Vulnerability summaries, which v1 has in the container analysis service.</summary>
internal static class V1Beta1Summaries
{
    public static VulnerabilityOccurrencesSummary FromV1(Grafeas.ContainerAnalysis.VulnerabilityOccurrencesSummary summary)
    {
        var parser = VulnerabilityOccurrencesSummary.Types.FixableTotalByDigest.Parser;
        return new() { Counts = { summary.Counts.Select(c => V1Beta1Messages.FromV1(MessageMaps.SummaryCounts, c, parser)) } };
    }
}
