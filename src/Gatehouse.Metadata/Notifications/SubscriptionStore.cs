using System.Collections.Immutable;
using System.Globalization;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;

namespace Gatehouse.Metadata.Notifications;

/// <summary>Subscriptions, how far each has got, and what could not be delivered, as documents.</summary>
public sealed class SubscriptionStore(IRecordStore records, IDocumentStore documents, TimeProvider time)
{
    private const string Subscriptions = "subscriptions";
    private const string Progress = "subscription-progress";
    private const string DeadLetters = "dead-letters";
    private const int All = 100_000;
    private const string Access = Gatehouse.Access.Permission.SubscriptionsManage;
    private static readonly WriteOrigin Server = new("gatehouse", "", "gatehouse.subscriptions.deliver");

    public async ValueTask<Subscription?> FindAsync(string name, CancellationToken cancellationToken) =>
        await documents.FindDocumentAsync(Subscriptions, name, cancellationToken) is { } document ? await WithProgressAsync(document, cancellationToken) : null;

    /// <param name="project"><c>projects/P</c>; empty for all.</param>
    public async ValueTask<List<Subscription>> ListAsync(string project, CancellationToken cancellationToken)
    {
        var found = await documents.ListDocumentsAsync(Subscriptions, project.Length == 0 ? "" : $"{project}/subscriptions/", "", All, cancellationToken);
        var subscriptions = new List<Subscription>(found.Length);
        foreach (var document in found)
        {
            subscriptions.Add(await WithProgressAsync(document, cancellationToken));
        }

        return subscriptions;
    }

    public ValueTask CreateAsync(Subscription subscription, Call call) =>
        CommitAsync([new RecordWrite.PutDocument(Subscriptions, subscription.Name, ProjectOf(subscription.Name), subscription.ToByteArray(), 0)], call.Origin(Access), call.CancellationToken);

    public async ValueTask DeleteAsync(string name, Call call)
    {
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        writes.Add(new RecordWrite.DeleteDocument(Subscriptions, name, ProjectOf(name), null));
        if (await documents.FindDocumentAsync(Progress, name, call.CancellationToken) is not null)
        {
            writes.Add(new RecordWrite.DeleteDocument(Progress, name, ProjectOf(name), null));
        }

        foreach (var letter in await documents.ListDocumentsAsync(DeadLetters, name + "/", "", All, call.CancellationToken))
        {
            writes.Add(new RecordWrite.DeleteDocument(DeadLetters, letter.Key, ProjectOf(name), null));
        }

        await CommitAsync(writes.ToImmutable(), call.Origin(Access), call.CancellationToken);
    }

    /// <summary>Keeps how far a subscription has got; with a dead letter, both together.</summary>
    public ValueTask SaveProgressAsync(Subscription subscription, DeadLetter? setAside, CancellationToken cancellationToken)
    {
        var progress = new Subscription { DeliveredRevision = subscription.DeliveredRevision, LastError = subscription.LastError };
        var writes = ImmutableArray.Create<RecordWrite>(new RecordWrite.PutDocument(Progress, subscription.Name, ProjectOf(subscription.Name), progress.ToByteArray(), null));
        if (setAside is not null)
        {
            writes = writes.Add(new RecordWrite.PutDocument(DeadLetters, KeyOf(subscription.Name, setAside), ProjectOf(subscription.Name), setAside.ToByteArray(), null));
        }

        return CommitAsync(writes, Server, cancellationToken);
    }

    public async ValueTask<IEnumerable<DeadLetter>> ListDeadLettersAsync(string name, CancellationToken cancellationToken) =>
        (await documents.ListDocumentsAsync(DeadLetters, name + "/", "", All, cancellationToken)).Select(d => DeadLetter.Parser.ParseFrom(d.Content.Span));

    public ValueTask RemoveDeadLetterAsync(string name, DeadLetter letter, CancellationToken cancellationToken) =>
        CommitAsync([new RecordWrite.DeleteDocument(DeadLetters, KeyOf(name, letter), ProjectOf(name), null)], Server, cancellationToken);

    private async ValueTask<Subscription> WithProgressAsync(Document document, CancellationToken cancellationToken)
    {
        var subscription = Subscription.Parser.ParseFrom(document.Content.Span);
        // What happened before it was made is not its business.
        subscription.DeliveredRevision = document.Revision;
        if (await documents.FindDocumentAsync(Progress, subscription.Name, cancellationToken) is { } progress)
        {
            subscription.MergeFrom(progress.Content.Span);
        }

        return subscription;
    }

    private async ValueTask CommitAsync(ImmutableArray<RecordWrite> writes, WriteOrigin origin, CancellationToken cancellationToken) =>
        await Commits.MakeAsync(records, new(writes, origin, time.GetUtcNow()), _ => "", cancellationToken);

    private static string ProjectOf(string name) => name.Split('/')[1];

    private static string KeyOf(string name, DeadLetter letter) => string.Create(CultureInfo.InvariantCulture, $"{name}/{letter.Revision:D19}");
}
