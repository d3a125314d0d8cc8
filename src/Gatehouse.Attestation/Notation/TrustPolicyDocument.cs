using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>A trust policy (trust policy specification, version 1.0): at most one statement applies to an artifact.</summary>
public sealed record TrustPolicyDocument(TrustPolicyKind Kind, ImmutableArray<TrustPolicyStatement> Statements)
{
    /// <summary>Every mistake is named with its place; members that the specification does not know are mistakes, for a typo must not weaken a policy.</summary>
    public static Outcome<TrustPolicyDocument> Parse(TrustPolicyKind kind, ReadOnlySpan<byte> json, NotationLimits? limits = null) => TrustPolicyReader.Read(kind, json, limits ?? NotationLimits.Default);

    /// <param name="repository"><c>registry/repository</c> without tag and digest; compared as it is written.</param>
    /// <returns>The statement with this very scope, else the global one, else null: nothing may be trusted.</returns>
    public TrustPolicyStatement? FindForRepository(string repository) => Statements.FirstOrDefault(s => s.RegistryScopes.Contains(repository)) ?? FindGlobal();

    /// <returns>Null when the document has no statement of that name.</returns>
    public TrustPolicyStatement? FindNamed(string name) => Statements.FirstOrDefault(s => s.Name == name);

    public TrustPolicyStatement? FindGlobal() => Statements.FirstOrDefault(s => s.IsGlobal);
}
