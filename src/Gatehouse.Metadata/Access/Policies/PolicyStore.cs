using Gatehouse.Access;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Policies;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Access.Policies;

/// <summary>Reads and writes policies, past the cache.</summary>
public sealed class PolicyStore(IRecordStore records, IDocumentStore documents, PolicyCache cache, TimeProvider time)
{
    public async ValueTask<IamPolicy> GetAsync(string resource, CancellationToken cancellationToken) =>
        await documents.FindDocumentAsync(PolicyDocument.Collection, PolicyDocument.KeyOf(resource), cancellationToken) is { } document ? PolicyDocument.Read(document) : IamPolicy.Empty;

    /// <param name="expectedRevision">Null writes whatever is there.</param>
    /// <returns>The policy as stored; null when it has changed since <paramref name="expectedRevision"/>.</returns>
    public async ValueTask<IamPolicy?> SetAsync(string resource, IamPolicy policy, long? expectedRevision, Caller caller, CancellationToken cancellationToken)
    {
        var (key, project) = (PolicyDocument.KeyOf(resource), ProjectIdOf(resource));
        var origin = new WriteOrigin(caller.Principal, caller.Address, PolicyPermissions.SetFor(resource));
        var put = new RecordWrite.PutDocument(PolicyDocument.Collection, key, project, PolicyDocument.Write(policy), expectedRevision);
        var outcome = await records.CommitAsync(new([put], origin, time.GetUtcNow()), cancellationToken);
        cache.Forget(resource);
        if (outcome is not CommitOutcome.Committed committed)
        {
            return null;
        }

        // Deleted between the check and the write: the policy must not wait for the next record of that name.
        if (!await ExistsAsync(resource, cancellationToken))
        {
            await records.CommitAsync(new([new RecordWrite.DeleteDocument(PolicyDocument.Collection, key, project, committed.FirstRevision)], origin, time.GetUtcNow()), cancellationToken);
            cache.Forget(resource);
        }

        return policy with { Revision = committed.FirstRevision };
    }

    public async ValueTask<bool> ExistsAsync(string resource, CancellationToken cancellationToken)
    {
        if (NoteName.TryParse(resource, out var note))
        {
            return await records.FindNoteAsync(note, cancellationToken) is not null;
        }

        if (OccurrenceName.TryParse(resource, out var occurrence))
        {
            return await records.FindOccurrenceAsync(occurrence, cancellationToken) is not null;
        }

        return resource.Length == 0 || (ProjectName.TryParse(resource, out var project) && await records.FindProjectAsync(project, cancellationToken) is not null);
    }

    private static string ProjectIdOf(string resource) => ResourceChain.ProjectOf(resource) is { Length: > 0 } project ? ProjectName.Parse(project).Id : "";
}
