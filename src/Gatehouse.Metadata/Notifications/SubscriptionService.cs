using Gatehouse.Access;
using Gatehouse.Api.V1;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Secrets;
using Gatehouse.Metadata.Storage;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Notifications;

/// <summary>Manages the webhooks of a project.</summary>
public sealed class SubscriptionService(
    SubscriptionStore store, IRecordStore records, AccessGuard access, ListQueries lists, SecretBox secrets, WebhookSender sender, IOptions<NotificationOptions> options, TimeProvider time)
{
    private const string Form = "projects/PROJECT/subscriptions/SUBSCRIPTION";

    public async ValueTask<Subscription> CreateAsync(CreateSubscriptionRequest request, Call call)
    {
        var project = Names.Project(request.Parent);
        await RequireAsync(project, call);
        await records.GetProjectAsync(project, call.CancellationToken);
        var asked = request.Subscription ?? throw Errors.InvalidArgument("subscription", "is required");
        Check(asked);
        if ((await store.ListAsync(request.Parent, call.CancellationToken)).Count >= options.Value.SubscriptionsPerProject)
        {
            throw Errors.FailedPrecondition($"{request.Parent} has {options.Value.SubscriptionsPerProject} subscriptions, the most a project may have");
        }

        var secret = asked.Secret.Length == 0 ? StandardWebhooks.CreateSecret() : asked.Secret;
        var subscription = new Subscription
        {
            Name = $"{project}/subscriptions/{Guid.CreateVersion7(time.GetUtcNow())}",
            Url = asked.Url,
            Filter = asked.Filter,
            Format = asked.Format == Subscription.Types.Format.Unspecified ? Subscription.Types.Format.Cloudevents : asked.Format,
            CreateTime = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
        };
        subscription.Secret = secrets.Seal(secret, subscription.Name);
        await store.CreateAsync(subscription, call);
        var shown = subscription.Clone();
        shown.Secret = secret;
        return shown;
    }

    public async ValueTask<Subscription> GetAsync(string name, Call call) => Show(await GetStoredAsync(name, call));

    public async ValueTask<ListSubscriptionsResponse> ListAsync(string parent, Call call)
    {
        await RequireAsync(Names.Project(parent), call);
        return new() { Subscriptions = { (await store.ListAsync(parent, call.CancellationToken)).Select(Show) } };
    }

    public async ValueTask DeleteAsync(string name, Call call)
    {
        await GetStoredAsync(name, call);
        await store.DeleteAsync(name, call);
    }

    public async ValueTask<ListDeadLettersResponse> ListDeadLettersAsync(string name, Call call)
    {
        await GetStoredAsync(name, call);
        return new() { DeadLetters = { await store.ListDeadLettersAsync(name, call.CancellationToken) } };
    }

    public async ValueTask<ReplayDeadLettersResponse> ReplayAsync(string name, Call call)
    {
        var subscription = await GetStoredAsync(name, call);
        var response = new ReplayDeadLettersResponse();
        foreach (var letter in await store.ListDeadLettersAsync(name, call.CancellationToken))
        {
            var contentType = subscription.Format == Subscription.Types.Format.Grafeas ? "application/json" : "application/cloudevents+json; charset=utf-8";
            if (await sender.TrySendAsync(subscription, letter.Id, contentType, letter.Body, call.CancellationToken) is { } error)
            {
                response.Error = error;
                return response;
            }

            await store.RemoveDeadLetterAsync(name, letter, call.CancellationToken);
            response.Delivered++;
        }

        return response;
    }

    private void Check(Subscription subscription)
    {
        var errors = new List<FieldError>();
        if (!Uri.TryCreate(subscription.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            errors.Add(new("subscription.url", $"must be an http or https URL without credentials, got \"{subscription.Url}\""));
        }

        if (subscription.Secret.Length > 0 && !StandardWebhooks.IsSecret(subscription.Secret))
        {
            errors.Add(new("subscription.secret", "must be whsec_ and base64 of 24 to 64 bytes"));
        }

        lists.ParseFilter(subscription.Filter, FilterSchema.Occurrences, errors);
        Errors.ThrowIfAny(errors);
    }

    private async ValueTask<Subscription> GetStoredAsync(string name, Call call)
    {
        var parts = name.Split('/');
        if (parts is not [_, _, "subscriptions", { Length: > 0 }] || !ProjectName.TryParse($"{parts[0]}/{parts[1]}", out var project))
        {
            throw Errors.InvalidArgument("name", $"must be of the form {Form}, got \"{name}\"");
        }

        await RequireAsync(project, call);
        return await store.FindAsync(name, call.CancellationToken) ?? throw Errors.NotFound(name);
    }

    private ValueTask RequireAsync(ProjectName project, Call call) => access.RequireAsync(call.Caller, Permission.SubscriptionsManage, project.ToString(), call.CancellationToken);

    private static Subscription Show(Subscription stored)
    {
        var shown = stored.Clone();
        shown.Secret = "";
        return shown;
    }
}
