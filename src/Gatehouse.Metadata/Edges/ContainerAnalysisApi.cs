using Gatehouse.Grafeas.ContainerAnalysis;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Occurrences;
using Grpc.Core;

namespace Gatehouse.Metadata.Edges;

/// <summary><c>google.devtools.containeranalysis.v1.ContainerAnalysis</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class ContainerAnalysisApi(VulnerabilitySummaryService summaries) : ContainerAnalysis.ContainerAnalysisBase
{
    public override Task<VulnerabilityOccurrencesSummary> GetVulnerabilityOccurrencesSummary(GetVulnerabilityOccurrencesSummaryRequest request, ServerCallContext context) =>
        summaries.GetAsync(request, Call.From(context)).AsTask();
}
