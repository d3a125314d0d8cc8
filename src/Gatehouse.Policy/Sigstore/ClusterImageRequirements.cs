using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Sigstore;

/// <summary>What cluster image policies ask for, in the words that all policies share.</summary>
internal static class ClusterImageRequirements
{
    public static Requirement Of(ClusterImagePolicy policy)
    {
        Requirement anyone = new Requirement.Any([.. policy.Authorities.Select(a => new Requirement.InPolicy($"{policy.Name}, authority {a.Name}", Of(a)))]);
        return policy.Condition is { } condition ? new Requirement.All([anyone, Unsupported(condition, "policy")]) : anyone;
    }

    private static Requirement Of(ImageAuthority authority)
    {
        if (authority.Signer is not { } signer)
        {
            return new Requirement.Always(authority.IsPass, authority.Message);
        }

        return authority.Statements.IsEmpty ? new Requirement.Signature(signer) : new Requirement.All([.. authority.Statements.Select(s => Of(s, signer))]);
    }

    private static Requirement Of(RequiredStatement statement, SignerTerms signer)
    {
        var exists = new Requirement.Statement(statement.Name, statement.PredicateType, signer, statement.Condition?.Condition);
        return statement.Condition is { Condition: null } condition ? new Requirement.All([exists, Unsupported(condition, statement.Name)]) : exists;
    }

    /// <summary>An expression that nobody evaluates is never fulfilled.</summary>
    private static Requirement.Broken Unsupported(ExpressionPolicy condition, string name) => new(
        name,
        $"\"{name}\" is written in {condition.Language}, which is not evaluated here, so nothing fulfils it",
        ExpressionAdvice.For(condition));
}
