using Gatehouse.Api.V1;
using Gatehouse.Metadata.Access.Audit;
using Gatehouse.Metadata.Calls;
using Grpc.Core;

namespace Gatehouse.Metadata.Access.Edges;

/// <summary><c>gatehouse.v1.Audit</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class AuditApi(AuditService audit) : Api.V1.Audit.AuditBase
{
    public override Task<ListAuditRecordsResponse> ListAuditRecords(ListAuditRecordsRequest request, ServerCallContext context) =>
        audit.ListAsync(request, Call.From(context).Caller, context.CancellationToken).AsTask();
}
