using System.Collections.Frozen;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Kritis;

/// <summary>What a namespace asks of images (<c>kritis.grafeas.io/v1beta1</c>, <c>ImageSecurityPolicy</c>). Defaults are Kritis's.</summary>
public sealed record ImageSecurityPolicy
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Images that are not judged, compared as whole texts: no wildcards, no repositories.</summary>
    public FrozenSet<string> ImageAllowlist { get; init; } = [];

    /// <summary>Limit for findings that have a fix.</summary>
    public SeverityThreshold MaximumSeverity { get; init; } = SeverityThreshold.Critical;

    /// <summary>Limit for findings that have none.</summary>
    public SeverityThreshold MaximumFixUnavailableSeverity { get; init; } = SeverityThreshold.AllowAll;

    /// <summary>Names of notes whose findings are ignored, compared whole.</summary>
    public FrozenSet<string> AllowlistCves { get; init; } = [];

    /// <summary>An authority in the same namespace whose attestation replaces the look at vulnerabilities; empty for none.</summary>
    public string AttestationAuthorityName { get; init; } = "";

    /// <summary>How violations name it.</summary>
    public string FullName => $"{Namespace}/{Name}";
}
