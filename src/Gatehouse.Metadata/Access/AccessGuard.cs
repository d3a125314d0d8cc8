using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Access;
using Gatehouse.Access.Conditions;
using Gatehouse.Access.Decisions;
using Gatehouse.Metadata.Access.Policies;
using Gatehouse.Metadata.Access.Refusals;
using Gatehouse.Metadata.Calls;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access;

/// <summary>
/// Asks whether a caller may do something, and refuses with an explanation and an audit record. Policies are looked at from the server down, because what is
/// granted there needs no look at the policy of each record.
/// </summary>
public sealed class AccessGuard(PolicyCache policies, RefusalLog refusals, TimeProvider time, IOptions<AccessOptions> options)
{
    /// <summary>
    /// Throws <c>RpcException</c> when the caller lacks the permission on the resource or what holds it: UNAUTHENTICATED for an anonymous caller,
    /// NOT_FOUND when the caller may not know that the resource exists (it has no permission at all on the resource or its project; the answer is the same for
    /// a resource that does not exist), else PERMISSION_DENIED naming the permission.
    /// </summary>
    /// <param name="resource">A full name: <c>projects/p</c>, a note, an occurrence; empty for the server itself.</param>
    public ValueTask RequireAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken)
    {
        var allowed = AllowsAsync(caller, permission, resource, cancellationToken);
        return allowed is { IsCompletedSuccessfully: true, Result: true } ? ValueTask.CompletedTask : AwaitAndRequireAsync(allowed, caller, permission, resource, cancellationToken);
    }

    /// <summary>As <see cref="RequireAsync"/>, without refusing.</summary>
    public ValueTask<bool> AllowsAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken)
    {
        var index = PermissionCatalog.IndexOf(permission);
        if (!Scope.Permits(caller.Scopes, permission, resource))
        {
            return ValueTask.FromResult(false);
        }

        var question = Ask(resource);
        return policies.TryGet(ResourceChain.Server, out var server) && server.PermissionsOf(caller, question).Contains(index)
            ? ValueTask.FromResult(true)
            : LookDownAsync(caller, index, question, cancellationToken);
    }

    /// <summary>
    /// Which records of a project a list may show: null for all, when the caller has <paramref name="listPermission"/> on the project, else the names of those
    /// whose own policy gives it <paramref name="itemPermission"/>. Refuses as <see cref="RequireAsync"/> when there are none.
    /// </summary>
    public async ValueTask<FrozenSet<string>?> VisibleAsync(Caller caller, string listPermission, string itemPermission, string project, CancellationToken cancellationToken)
    {
        if (await AllowsAsync(caller, listPermission, project, cancellationToken))
        {
            return null;
        }

        if (await policies.ListItemsAsync(project, cancellationToken) is not { } items)
        {
            // Only to callers who may know of the project: to an outsider the answer would tell that it exists.
            throw !(await PermissionsAsync(caller, project, cancellationToken)).Overlaps(PermissionCatalog.OfProjects)
                ? await RefuseAsync(caller, listPermission, project, cancellationToken)
                : Errors.ResourceExhausted($"\"{project}\" has more than {options.Value.ItemPolicies} policies on single records; a list for a caller without {listPermission} would have to look at them all", TimeSpan.Zero);
        }

        var index = PermissionCatalog.IndexOf(itemPermission);
        var visible = items.Where(p => p.PermissionsOf(caller, Ask(p.Resource)).Contains(index) && Scope.Permits(caller.Scopes, itemPermission, p.Resource)).Select(p => p.Resource).ToFrozenSet();
        return visible.Count > 0 ? visible : throw await RefuseAsync(caller, listPermission, project, cancellationToken);
    }

    /// <summary>All that a caller may do on a resource.</summary>
    public async ValueTask<PermissionSet> PermissionsAsync(Caller caller, string resource, CancellationToken cancellationToken) =>
        AccessEvaluator.PermissionsOf(caller, Ask(resource), await policies.GetChainAsync(resource, cancellationToken));

    /// <summary>The decision with its reasons, for people who may read the policies.</summary>
    public async ValueTask<AccessDecision> ExplainAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken) =>
        AccessEvaluator.Decide(caller, permission, Ask(resource), await policies.GetChainAsync(resource, cancellationToken));

    /// <summary>Everybody who has a permission on a resource.</summary>
    public async ValueTask<ImmutableArray<Grant>> HoldersAsync(string permission, string resource, CancellationToken cancellationToken) =>
        [.. AccessEvaluator.HoldersOf(permission, Ask(resource), await policies.GetChainAsync(resource, cancellationToken))];

    private AccessQuestion Ask(string resource) => new(resource, time.GetUtcNow());

    private async ValueTask<bool> LookDownAsync(Caller caller, int index, AccessQuestion question, CancellationToken cancellationToken)
    {
        var names = ResourceChain.Of(question.Resource);
        for (var i = names.Length - 1; i >= 0; i--)
        {
            if ((await policies.GetAsync(names[i], cancellationToken)).PermissionsOf(caller, question).Contains(index))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask AwaitAndRequireAsync(ValueTask<bool> allowed, Caller caller, string permission, string resource, CancellationToken cancellationToken)
    {
        if (!await allowed)
        {
            throw await RefuseAsync(caller, permission, resource, cancellationToken);
        }
    }

    private async ValueTask<RpcException> RefuseAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken)
    {
        var chain = await policies.GetChainAsync(resource, cancellationToken);
        var answer = Answer(caller, permission, resource, chain);
        refusals.Add(new(caller.Principal, caller.Address, permission), resource, NameOf(answer.StatusCode), $"{permission} on {ResourceChain.Describe(resource)} is not granted");
        return answer;
    }

    private RpcException Answer(Caller caller, string permission, string resource, ImmutableArray<CompiledPolicy> chain)
    {
        if (caller.IsAnonymous)
        {
            return RefusalAnswer.ToAnonymous();
        }

        var held = AccessEvaluator.PermissionsOf(caller, Ask(resource), chain);
        if (resource.Length > 0 && !held.Overlaps(PermissionCatalog.OfProjects))
        {
            return RefusalAnswer.ToOutsider(resource, options.Value.OutsidersSeeNotFound);
        }

        var mayKnowGrantors = held.Contains(PolicyPermissions.GetFor(resource)) || held.Contains(Permission.ProjectsGetIamPolicy);
        return AccessEvaluator.Decide(caller, permission, Ask(resource), chain) switch
        {
            // A policy changed between the two looks: the refusal stands, and the next try succeeds.
            AccessDecision.Granted => Errors.Aborted("the access policy has just changed; try again"),
            var denied => RefusalAnswer.ToInsider(denied, mayKnowGrantors),
        };
    }

    private static string NameOf(StatusCode code) => code switch
    {
        StatusCode.Unauthenticated => "UNAUTHENTICATED",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.Aborted => "ABORTED",
        _ => "PERMISSION_DENIED",
    };
}
