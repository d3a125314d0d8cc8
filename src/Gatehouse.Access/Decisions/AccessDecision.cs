using System.Collections.Immutable;

namespace Gatehouse.Access.Decisions;

/// <summary>Whether somebody may do something, and why.</summary>
public abstract record AccessDecision
{
    private AccessDecision()
    {
    }

    public bool IsGranted => this is Granted;

    /// <summary>By each of these bindings.</summary>
    public sealed record Granted(ImmutableArray<Grant> By) : AccessDecision;

    /// <summary>No binding of the resource or of what holds it gives the permission.</summary>
    /// <param name="Roles">Roles that would, smallest first.</param>
    /// <param name="Grantors">Who may give such a role on the resource.</param>
    /// <param name="Unmet">Bindings that name the principal, whose condition does not hold.</param>
    public sealed record Missing(string Permission, string Resource, ImmutableArray<string> Roles, ImmutableArray<Grant> Grantors, ImmutableArray<UnmetGrant> Unmet) : AccessDecision;

    /// <summary>The principal has the permission, but its credential is limited and does not reach so far.</summary>
    public sealed record OutOfScope(string Permission, string Resource, ImmutableArray<string> Scopes) : AccessDecision;
}
