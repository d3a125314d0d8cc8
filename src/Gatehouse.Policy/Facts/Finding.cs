using System.Collections.Immutable;

namespace Gatehouse.Policy.Facts;

/// <summary>A vulnerability found in an image.</summary>
public sealed record Finding
{
    /// <summary>Name of the vulnerability's note, for example <c>projects/goog-vulnz/notes/CVE-2024-1</c>.</summary>
    public required string Note { get; init; }

    /// <summary>As its advisory rates it.</summary>
    public FindingSeverity Severity { get; init; }

    /// <summary>As the distribution rates it for its package: what policies compare.</summary>
    public required FindingSeverity EffectiveSeverity { get; init; }

    /// <summary>It stands in CISA's catalogue of known exploited vulnerabilities, as far as the records know.</summary>
    public bool IsExploited { get; init; }

    /// <summary>Probability of exploitation within 30 days (EPSS), 0 to 1; null when nobody has recorded it.</summary>
    public double? ExploitProbability { get; init; }

    public ImmutableArray<AffectedPackage> Packages { get; init; } = [];

    /// <summary>The note's last segment, usually a CVE id.</summary>
    public string VulnerabilityId => Note[(Note.LastIndexOf('/') + 1)..];

    /// <summary>Every package has a fix. A finding that names no package counts as fixable, as in Kritis: the stricter limit applies to it.</summary>
    public bool IsFixable
    {
        get
        {
            foreach (var package in Packages)
            {
                if (package.FixedVersion is null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public bool Equals(Finding? other) =>
        other is not null && Note == other.Note && Severity == other.Severity && EffectiveSeverity == other.EffectiveSeverity && IsExploited == other.IsExploited && ExploitProbability == other.ExploitProbability && Packages.SequenceEqual(other.Packages);

    public override int GetHashCode() => HashCode.Combine(Note, Severity, EffectiveSeverity, Packages.Length);
}
