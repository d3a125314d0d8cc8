using Gatehouse.Access;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Members;
using Gatehouse.Access.Policies;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Access.Tokens;
using Gatehouse.Metadata.Calls;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gatehouse.Metadata.Access.Edges;

/// <summary><c>gatehouse.v1.Access</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class AccessApi(TokenService tokens, IamService policies, AccessGuard guard) : Api.V1.Access.AccessBase
{
    public override Task<CreateTokenResponse> CreateToken(CreateTokenRequest request, ServerCallContext context) =>
        tokens.CreateAsync(request, Call.From(context).Caller, context.CancellationToken).AsTask();

    public override Task<ListTokensResponse> ListTokens(ListTokensRequest request, ServerCallContext context) =>
        tokens.ListAsync(request, Call.From(context).Caller, context.CancellationToken).AsTask();

    public override async Task<Empty> RevokeToken(RevokeTokenRequest request, ServerCallContext context)
    {
        await tokens.RevokeAsync(request, Call.From(context).Caller, context.CancellationToken);
        return new();
    }

    public override async Task<RoleBindings> GrantRole(GrantRoleRequest request, ServerCallContext context)
    {
        var resource = IamResource.ParseOrServer(request.Resource);
        return Write(resource, await policies.GrantAsync(resource, request.Role, request.Member, Call.From(context).Caller, context.CancellationToken));
    }

    public override async Task<RoleBindings> RevokeRole(RevokeRoleRequest request, ServerCallContext context)
    {
        var resource = IamResource.ParseOrServer(request.Resource);
        return Write(resource, await policies.RevokeAsync(resource, request.Role, request.Member, Call.From(context).Caller, context.CancellationToken));
    }

    public override async Task<WhoCanResponse> WhoCan(WhoCanRequest request, ServerCallContext context)
    {
        var resource = await RequireReadableAsync(request.Permission, request.Resource, context);
        return new() { Grants = { (await guard.HoldersAsync(request.Permission, resource, context.CancellationToken)).Select(Write) } };
    }

    public override async Task<WhyResponse> Why(WhyRequest request, ServerCallContext context)
    {
        var resource = await RequireReadableAsync(request.Permission, request.Resource, context);
        if (request.Principal != Caller.Anonymous && !Member.IsIdentity(request.Principal))
        {
            throw Errors.InvalidArgument("principal", $"must be user:…, serviceAccount:…, principal:… or {Caller.Anonymous}, got \"{request.Principal}\"");
        }

        var subject = new Caller(request.Principal, [.. request.Groups], "", []);
        return await guard.ExplainAsync(subject, request.Permission, resource, context.CancellationToken) switch
        {
            AccessDecision.Granted granted => new() { Granted = true, Grants = { granted.By.Select(Write) } },
            AccessDecision.Missing missing => new() { Roles = { missing.Roles }, Grantors = { missing.Grantors.Select(Write) }, Unmet = { missing.Unmet.Select(Write) } },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Whoever may read the policy of a resource may ask who can do what on it.</summary>
    private async ValueTask<string> RequireReadableAsync(string permission, string name, ServerCallContext context)
    {
        var resource = IamResource.ParseOrServer(name);
        await guard.RequireAsync(Call.From(context).Caller, PolicyPermissions.GetFor(resource), resource, context.CancellationToken);
        return PermissionCatalog.IsKnown(permission) ? resource : throw Errors.InvalidArgument("permission", PermissionCatalog.Unknown(permission));
    }

    private static RoleBindings Write(string resource, IamPolicy policy) => new()
    {
        Resource = NameOf(resource),
        Grants = { policy.Bindings.SelectMany(b => b.Members.Select(m => Write(new Grant(resource, b.Role, m, b.Condition)))) },
    };

    private static RoleGrant Write(Grant grant) => new() { Resource = NameOf(grant.Resource), Role = grant.Role, Member = grant.Member, Condition = grant.Condition?.Describe() ?? "" };

    private static Api.V1.UnmetGrant Write(Gatehouse.Access.Decisions.UnmetGrant unmet) => new() { Grant = Write(unmet.Grant), Obstacle = unmet.Obstacle };

    private static string NameOf(string resource) => resource.Length == 0 ? IamResource.Server : resource;
}
