using Gatehouse.Api.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Notifications;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gatehouse.Metadata.Edges;

/// <summary><c>gatehouse.v1.Notifications</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class NotificationsApi(SubscriptionService subscriptions) : Api.V1.Notifications.NotificationsBase
{
    public override Task<Subscription> CreateSubscription(CreateSubscriptionRequest request, ServerCallContext context) => subscriptions.CreateAsync(request, Call.From(context)).AsTask();

    public override Task<Subscription> GetSubscription(GetSubscriptionRequest request, ServerCallContext context) => subscriptions.GetAsync(request.Name, Call.From(context)).AsTask();

    public override Task<ListSubscriptionsResponse> ListSubscriptions(ListSubscriptionsRequest request, ServerCallContext context) =>
        subscriptions.ListAsync(request.Parent, Call.From(context)).AsTask();

    public override async Task<Empty> DeleteSubscription(DeleteSubscriptionRequest request, ServerCallContext context)
    {
        await subscriptions.DeleteAsync(request.Name, Call.From(context));
        return new();
    }

    public override Task<ListDeadLettersResponse> ListDeadLetters(ListDeadLettersRequest request, ServerCallContext context) =>
        subscriptions.ListDeadLettersAsync(request.Parent, Call.From(context)).AsTask();

    public override Task<ReplayDeadLettersResponse> ReplayDeadLetters(ReplayDeadLettersRequest request, ServerCallContext context) =>
        subscriptions.ReplayAsync(request.Parent, Call.From(context)).AsTask();
}
