using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>Who holds which roles on one resource and all below it.</summary>
/// <param name="Revision">Store revision of its last change, from which its etag is made; 0 for a policy that was never set.</param>
public sealed record IamPolicy(ImmutableArray<PolicyBinding> Bindings, long Revision)
{
    public static readonly IamPolicy Empty = new([], 0);

    /// <summary>Adds a member to a role, for always. The same policy when the member has it already.</summary>
    public IamPolicy Grant(string role, string member)
    {
        var at = Bindings.ToList().FindIndex(b => b.Role == role && b.Condition is null);
        if (at < 0)
        {
            return this with { Bindings = Bindings.Add(new(role, [member])) };
        }

        return Bindings[at].Members.Contains(member) ? this : this with { Bindings = Bindings.SetItem(at, Bindings[at] with { Members = Bindings[at].Members.Add(member) }) };
    }

    /// <summary>Takes a member out of a role, whatever the condition, and the binding with its last member. The same policy when the member does not have it.</summary>
    public IamPolicy Revoke(string role, string member)
    {
        if (!Bindings.Any(b => b.Role == role && b.Members.Contains(member)))
        {
            return this;
        }

        return this with
        {
            Bindings = [.. Bindings.Select(b => b.Role == role ? b with { Members = b.Members.Remove(member) } : b).Where(b => b.Members.Length > 0)],
        };
    }
}
