using Gatehouse.Access.Conditions;
using Gatehouse.Access.Policies;
using Gatehouse.Grafeas.Iam;
using Gatehouse.Metadata.Access.Policies;
using Gatehouse.Metadata.Calls;
using Google.Type;

namespace Gatehouse.Metadata.Access;

/// <summary>Policies on the wire.</summary>
internal static class IamMessages
{
    /// <summary>The version of policies with conditions.</summary>
    public const int VersionWithConditions = 3;

    private const int Version = 1;

    public static Policy Write(IamPolicy policy) => new()
    {
        Version = policy.Bindings.Any(b => b.Condition is not null) ? VersionWithConditions : Version,
        Etag = PolicyEtag.Write(policy.Revision),
        Bindings = { policy.Bindings.Select(b => new Binding { Role = b.Role, Members = { b.Members }, Condition = Write(b.Condition) }) },
    };

    /// <summary>Notes what this server cannot do, so that nothing is granted more widely than was meant.</summary>
    public static IamPolicy Read(Policy? policy, List<FieldError> errors)
    {
        if (policy is null)
        {
            errors.Add(new("policy", "is required"));
            return IamPolicy.Empty;
        }

        if (policy.Version is not (0 or 1 or 3))
        {
            errors.Add(new("policy.version", $"must be 0, 1 or 3, got {policy.Version}"));
        }

        if (policy.AuditConfigs.Count > 0)
        {
            errors.Add(new("policy.audit_configs", "cannot be set: every write and every refusal is in the audit"));
        }

        for (var i = 0; i < policy.Bindings.Count; i++)
        {
            if (policy.Bindings[i].Condition is not null && policy.Version != VersionWithConditions)
            {
                errors.Add(new($"policy.bindings[{i}].condition", $"needs policy.version {VersionWithConditions}, got {policy.Version}"));
            }
        }

        return new([.. policy.Bindings.Select(b => new PolicyBinding(b.Role, [.. b.Members.Distinct()], Read(b.Condition)))], 0);
    }

    private static PolicyCondition? Read(Expr? condition) => condition is null ? null : new(condition.Expression, condition.Title, condition.Description);

    private static Expr? Write(PolicyCondition? condition) =>
        condition is null ? null : new() { Expression = condition.Expression, Title = condition.Title, Description = condition.Description };
}
