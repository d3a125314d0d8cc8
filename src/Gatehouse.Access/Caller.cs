using System.Collections.Immutable;

namespace Gatehouse.Access;

/// <summary>Who makes a call, as proven by a credential.</summary>
/// <param name="Principal">An IAM member: <c>user:…</c>, <c>serviceAccount:…</c>, <c>principal:…</c> for workloads, or <c>allUsers</c> when nothing was proven.</param>
/// <param name="Groups">IAM members the principal belongs to, for example <c>group:release</c>.</param>
/// <param name="Address">Remote address, for the audit; empty for the server itself.</param>
/// <param name="Scopes">Permissions and resource prefixes the credential is limited to; empty for no limit.</param>
public sealed record Caller(string Principal, ImmutableArray<string> Groups, string Address, ImmutableArray<string> Scopes)
{
    /// <summary>Somebody who has proven nothing.</summary>
    public const string Anonymous = "allUsers";

    public bool IsAnonymous => Principal == Anonymous;
}
