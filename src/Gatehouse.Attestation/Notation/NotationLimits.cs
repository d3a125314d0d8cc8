namespace Gatehouse.Attestation.Notation;

/// <summary>How much is read of an envelope or a policy that somebody else wrote.</summary>
public sealed record NotationLimits
{
    public static NotationLimits Default { get; } = new();

    /// <summary>The most bytes of an envelope or trust policy; 1 MiB by default.</summary>
    public int SizeBytes { get; init; } = 1 << 20;

    /// <summary>The longest certificate chain; 16 by default.</summary>
    public int Certificates { get; init; } = 16;

    /// <summary>The most members of a header, and entries of <c>crit</c>; 64 by default.</summary>
    public int HeaderMembers { get; init; } = 64;

    /// <summary>The most signatures of one artifact that are looked at; 50 by default, as notation has it.</summary>
    public int Signatures { get; init; } = 50;
}
