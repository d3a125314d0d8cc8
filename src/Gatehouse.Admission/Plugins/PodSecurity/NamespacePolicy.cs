namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>What holds in a namespace: what is refused, what goes to the audit log, what is warned of.</summary>
public readonly record struct NamespacePolicy(LevelVersion Enforce, LevelVersion Audit, LevelVersion Warn)
{
    public bool IsPrivileged => this is { Enforce.Level: SecurityLevel.Privileged, Audit.Level: SecurityLevel.Privileged, Warn.Level: SecurityLevel.Privileged };

    /// <summary>Equal, where all versions of <c>privileged</c> are one.</summary>
    public bool IsEquivalent(NamespacePolicy other) => AreEquivalent(Enforce, other.Enforce) && AreEquivalent(Audit, other.Audit) && AreEquivalent(Warn, other.Warn);

    private static bool AreEquivalent(LevelVersion a, LevelVersion b) => a == b || (a.Level == SecurityLevel.Privileged && b.Level == SecurityLevel.Privileged);
}
