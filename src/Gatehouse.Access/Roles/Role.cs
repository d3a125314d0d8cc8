using System.Collections.Immutable;

namespace Gatehouse.Access.Roles;

/// <summary>A named set of permissions.</summary>
/// <param name="Name">For example <c>roles/gatehouse.viewer</c>.</param>
/// <param name="Title">What it is for, in one line.</param>
public sealed record Role(string Name, string Title, ImmutableArray<string> Permissions)
{
    public PermissionSet Set { get; } = PermissionSet.Of(Permissions);
}
