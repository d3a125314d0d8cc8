using Gatehouse.Grafeas.ContainerAnalysis;
using Gatehouse.Grafeas.Iam;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Occurrences;
using Grpc.Core;

namespace Gatehouse.Metadata.Edges;

/// <summary><c>google.devtools.containeranalysis.v1.ContainerAnalysis</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class ContainerAnalysisApi(VulnerabilitySummaryService summaries, IamService policies) : ContainerAnalysis.ContainerAnalysisBase
{
    public override Task<VulnerabilityOccurrencesSummary> GetVulnerabilityOccurrencesSummary(GetVulnerabilityOccurrencesSummaryRequest request, ServerCallContext context) =>
        summaries.GetAsync(request, Call.From(context)).AsTask();

    public override Task<Policy> SetIamPolicy(SetIamPolicyRequest request, ServerCallContext context) =>
        policies.SetAsync(request, Call.From(context).Caller, context.CancellationToken).AsTask();

    public override Task<Policy> GetIamPolicy(GetIamPolicyRequest request, ServerCallContext context) =>
        policies.GetAsync(request, Call.From(context).Caller, context.CancellationToken).AsTask();

    public override Task<TestIamPermissionsResponse> TestIamPermissions(TestIamPermissionsRequest request, ServerCallContext context) =>
        policies.TestAsync(request, Call.From(context).Caller, context.CancellationToken).AsTask();
}
