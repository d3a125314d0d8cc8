using Gatehouse.Access.Conditions;
using Gatehouse.Access.Members;
using Gatehouse.Access.Roles;

namespace Gatehouse.Access.Policies;

/// <summary>Checks the roles, members, conditions and size of a policy.</summary>
public static class PolicyValidator
{
    /// <returns>Every mistake, in the order of the policy.</returns>
    public static IEnumerable<PolicyMistake> Validate(IamPolicy policy, PolicyLimits limits)
    {
        if (policy.Bindings.Length > limits.Bindings)
        {
            return [new("bindings", $"{policy.Bindings.Length} bindings; at most {limits.Bindings} are allowed")];
        }

        var conditions = policy.Bindings.Count(b => b.Condition is not null);
        if (conditions > limits.Conditions)
        {
            return [new("bindings", $"{conditions} bindings with a condition; at most {limits.Conditions} are allowed")];
        }

        var members = policy.Bindings.Sum(b => (long)b.Members.Length);
        return members > limits.Members
            ? [new("bindings", $"{members} members in all bindings; at most {limits.Members} are allowed: use groups")]
            : policy.Bindings.SelectMany(ValidateBinding);
    }

    private static IEnumerable<PolicyMistake> ValidateBinding(PolicyBinding binding, int index)
    {
        if (RoleCatalog.Find(binding.Role) is null)
        {
            yield return new($"bindings[{index}].role", RoleCatalog.Unknown(binding.Role));
        }

        if (binding.Members.IsEmpty)
        {
            yield return new($"bindings[{index}].members", "must name at least one member");
        }

        for (var i = 0; i < binding.Members.Length; i++)
        {
            if (Member.FindMistake(binding.Members[i]) is { } mistake)
            {
                yield return new($"bindings[{index}].members[{i}]", mistake);
            }
        }

        foreach (var mistake in binding.Condition is { } condition ? ConditionLanguage.FindMistakes(condition.Expression) : [])
        {
            yield return new($"bindings[{index}].condition.expression", mistake);
        }
    }
}
