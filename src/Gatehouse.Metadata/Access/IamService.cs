using System.Collections.Immutable;
using Gatehouse.Access;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;
using Gatehouse.Grafeas.Iam;
using Gatehouse.Metadata.Access.Policies;
using Gatehouse.Metadata.Calls;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access;

/// <summary>Policies of projects, notes and occurrences as google.iam.v1 has them.</summary>
public sealed class IamService(AccessGuard guard, PolicyStore policies, IOptions<AccessOptions> options)
{
    public async ValueTask<Policy> SetAsync(SetIamPolicyRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var resource = IamResource.Parse(request.Resource);
        await RequireAsync(caller, PolicyPermissions.SetFor(resource), resource, cancellationToken);
        await RequireExistsAsync(resource, cancellationToken);
        var errors = new List<FieldError>();
        var mask = ReadMask(request, errors);
        var wanted = IamMessages.Read(request.Policy, errors);
        Check(wanted, errors);
        await CheckVersionAsync(resource, request.Policy, errors, cancellationToken);
        Errors.ThrowIfAny(errors);

        long? expected = mask.Contains("etag") && !request.Policy.Etag.IsEmpty ? PolicyEtag.Read(request.Policy.Etag) : null;
        var policy = mask.Contains("bindings") ? wanted : await policies.GetAsync(resource, cancellationToken);
        return IamMessages.Write(await SaveAsync(resource, policy, expected, caller, cancellationToken) ?? throw Changed(resource));
    }

    /// <summary>Needs getIamPolicy; setIamPolicy does as well, for whoever may write a policy has to read what it replaces.</summary>
    public async ValueTask<Policy> GetAsync(GetIamPolicyRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var resource = IamResource.Parse(request.Resource);
        if (!await guard.AllowsAsync(caller, PolicyPermissions.SetFor(resource), resource, cancellationToken))
        {
            await RequireAsync(caller, PolicyPermissions.GetFor(resource), resource, cancellationToken);
        }

        await RequireExistsAsync(resource, cancellationToken);
        return IamMessages.Write(await policies.GetAsync(resource, cancellationToken));
    }

    /// <summary>Which of the permissions the caller has. Anybody with a permission on the resource may ask; others need to be allowed to list.</summary>
    public async ValueTask<TestIamPermissionsResponse> TestAsync(TestIamPermissionsRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var resource = IamResource.Parse(request.Resource);
        var held = await guard.PermissionsAsync(caller, resource, cancellationToken);
        if (!held.Overlaps(PermissionCatalog.OfProjects))
        {
            await guard.RequireAsync(caller, ListPermission(resource), ResourceChain.ProjectOf(resource), cancellationToken);
        }

        await RequireExistsAsync(resource, cancellationToken);
        Errors.ThrowIfAny([.. request.Permissions.Select((p, i) => (p, i)).Where(x => !PermissionCatalog.IsKnown(x.p)).Select(x => new FieldError($"permissions[{x.i}]", PermissionCatalog.Unknown(x.p)))]);
        return new() { Permissions = { request.Permissions.Where(held.Contains) } };
    }

    /// <summary>Gives a role to a member, on top of what is there.</summary>
    /// <param name="resource">Empty for the server.</param>
    public ValueTask<IamPolicy> GrantAsync(string resource, string role, string member, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(resource, policy => policy.Grant(role, member), caller, cancellationToken);

    public ValueTask<IamPolicy> RevokeAsync(string resource, string role, string member, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(resource, policy => policy.Revoke(role, member), caller, cancellationToken);

    private async ValueTask<IamPolicy> ChangeAsync(string resource, Func<IamPolicy, IamPolicy> change, Caller caller, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, PolicyPermissions.SetFor(resource), resource, cancellationToken);
        await RequireExistsAsync(resource, cancellationToken);
        const int attempts = 10;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var before = await policies.GetAsync(resource, cancellationToken);
            var after = change(before);
            if (ReferenceEquals(before, after))
            {
                return before;
            }

            var errors = new List<FieldError>();
            Check(after, errors);
            Errors.ThrowIfAny(errors);
            if (await SaveAsync(resource, after, before.Revision, caller, cancellationToken) is { } saved)
            {
                return saved;
            }
        }

        throw Changed(resource);
    }

    private async ValueTask<IamPolicy?> SaveAsync(string resource, IamPolicy policy, long? expectedRevision, Caller caller, CancellationToken cancellationToken)
    {
        if (resource.Length == 0 && !policy.Bindings.Any(b => b.Role == RoleCatalog.Admin && b.Condition is null && b.Members.Length > 0))
        {
            throw Errors.FailedPrecondition($"the server would be left without an administrator: give {RoleCatalog.Admin} to another member first");
        }

        return await policies.SetAsync(resource, policy, expectedRevision, caller, cancellationToken);
    }

    /// <summary>Whoever may list learns that a resource is missing; to all others the refusal is the same as for one that exists.</summary>
    private async ValueTask RequireAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken)
    {
        if (await guard.AllowsAsync(caller, permission, resource, cancellationToken))
        {
            return;
        }

        if (resource.Length > 0 && await guard.AllowsAsync(caller, ListPermission(resource), ResourceChain.ProjectOf(resource), cancellationToken))
        {
            await RequireExistsAsync(resource, cancellationToken);
        }

        await guard.RequireAsync(caller, permission, resource, cancellationToken);
    }

    private async ValueTask RequireExistsAsync(string resource, CancellationToken cancellationToken)
    {
        if (!await policies.ExistsAsync(resource, cancellationToken))
        {
            throw Errors.NotFound(resource);
        }
    }

    private void Check(IamPolicy policy, List<FieldError> errors) =>
        errors.AddRange(PolicyValidator.Validate(policy, options.Value.Policies).Select(m => new FieldError($"policy.{m.Field}", m.Description)));

    /// <summary>A client that knows no conditions would write back a policy without them, and so grant more than was meant.</summary>
    private async ValueTask CheckVersionAsync(string resource, Policy? policy, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (policy is { Version: < IamMessages.VersionWithConditions } && (await policies.GetAsync(resource, cancellationToken)).Bindings.Any(b => b.Condition is not null))
        {
            errors.Add(new("policy.version", $"must be {IamMessages.VersionWithConditions}: the policy that would be replaced has conditions"));
        }
    }

    private static ImmutableArray<string> ReadMask(SetIamPolicyRequest request, List<FieldError> errors)
    {
        if (request.UpdateMask is not { Paths.Count: > 0 } mask || mask.Paths.Contains("*"))
        {
            return ["bindings", "etag"];
        }

        errors.AddRange(mask.Paths.Where(p => p is not ("bindings" or "etag" or "version"))
            .Select(p => new FieldError("update_mask", $"\"{p}\" cannot be set; bindings, etag and version can")));
        return [.. mask.Paths];
    }

    private static string ListPermission(string resource) => PolicyPermissions.SetFor(resource) switch
    {
        Permission.NotesSetIamPolicy => Permission.NotesList,
        Permission.OccurrencesSetIamPolicy => Permission.OccurrencesList,
        _ => Permission.ProjectsGet,
    };

    private static Grpc.Core.RpcException Changed(string resource) =>
        Errors.Aborted($"the policy of {ResourceChain.Describe(resource)} has changed since it was read: read it again, and set it with the new etag");
}
