using Gatehouse.Access.Decisions;
using Gatehouse.Metadata.Calls;
using Google.Rpc;
using Grpc.Core;

namespace Gatehouse.Metadata.Access.Refusals;

/// <summary>
/// What a caller is told who may not do something. Made from the caller and the policies alone, never from whether the resource exists:
/// no answer tells more of a resource than the caller may know.
/// </summary>
internal static class RefusalAnswer
{
    private const int GrantorsNamed = 10;

    public static RpcException ToAnonymous() =>
        Errors.Create(Code.Unauthenticated, "this call needs a credential: send \"authorization: Bearer TOKEN\"");

    /// <summary>To a caller without any permission on the project: the same for what exists and what does not.</summary>
    public static RpcException ToOutsider(string resource, bool asNotFound) => asNotFound
        ? Errors.Create(Code.NotFound, $"{ResourceChain.Describe(resource)} does not exist, or you may not know of it", new ResourceInfo { ResourceName = resource })
        : Errors.Create(Code.PermissionDenied, $"permission denied on {ResourceChain.Describe(resource)}, or it does not exist", new ResourceInfo { ResourceName = resource });

    public static RpcException ToInsider(AccessDecision decision, bool mayKnowGrantors) => decision switch
    {
        AccessDecision.Missing missing => Denied(missing.Permission, missing.Resource, $"needs {missing.Permission} on {ResourceChain.Describe(missing.Resource)}, which none of your roles gives. {Remedy(missing, mayKnowGrantors)}"),
        AccessDecision.OutOfScope scope => Denied(scope.Permission, scope.Resource,
            $"needs {scope.Permission} on {ResourceChain.Describe(scope.Resource)}. You have it, but this credential is limited to {string.Join(", ", scope.Scopes)}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Remedy(AccessDecision.Missing missing, bool mayKnowGrantors)
    {
        var roles = $"Roles that do: {string.Join(", ", missing.Roles)}.";
        if (!mayKnowGrantors)
        {
            return $"{roles} They are given by whoever has {PolicyPermissions.SetFor(missing.Resource)} there";
        }

        var grantors = missing.Grantors.Select(g => $"{g.Member} ({g.Role} on {ResourceChain.Describe(g.Resource)})").Distinct().ToList();
        var more = grantors.Count > GrantorsNamed ? $" and {grantors.Count - GrantorsNamed} more" : "";
        return grantors.Count == 0 ? $"{roles} Nobody may give them" : $"{roles} They can be given by {string.Join(", ", grantors.Take(GrantorsNamed))}{more}";
    }

    private static RpcException Denied(string permission, string resource, string message) => Errors.Create(Code.PermissionDenied, message, new ErrorInfo
    {
        Reason = "IAM_PERMISSION_DENIED",
        Domain = "gatehouse",
        Metadata = { ["permission"] = permission, ["resource"] = resource },
    });
}
