using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>A vulnerability that a tool found in a package, in the terms that tools share.</summary>
internal sealed record Finding
{
    /// <summary>CVE where there is one, else the id of whoever published it.</summary>
    public required string VulnerabilityId { get; init; }

    public required string Package { get; init; }

    /// <summary>As <see cref="PackageTypes"/> has it.</summary>
    public required string PackageType { get; init; }

    public required string InstalledVersion { get; init; }

    /// <summary>Versions without the vulnerability, one for each branch; empty when there is none.</summary>
    public IReadOnlyList<string> FixedVersions { get; init; } = [];

    /// <summary>CPE of the package, else its purl without a version, else empty.</summary>
    public string CpeUri { get; init; } = "";

    /// <summary>File or lock file the package was found in; empty for a package of the distribution.</summary>
    public string Path { get; init; } = "";

    /// <summary>Digest of the uncompressed layer; empty when unknown.</summary>
    public string LayerDiffId { get; init; } = "";

    /// <summary>As the vulnerability's own publisher rates it.</summary>
    public Severity Severity { get; init; }

    /// <summary>As it is for this package, for example by the distribution.</summary>
    public Severity EffectiveSeverity { get; init; }

    public IReadOnlyList<CvssScore> Scores { get; init; } = [];

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public IReadOnlyList<RelatedUrl> Urls { get; init; } = [];

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>Who the data is from, for example <c>debian</c>.</summary>
    public string Source { get; init; } = "";

    public Risk? Risk { get; init; }

    /// <summary>More that the tool says, as <c>key=value</c>.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>A decision about it that the report carries.</summary>
    public VulnerabilityOccurrence.Types.VexAssessment? Assessment { get; init; }
}
