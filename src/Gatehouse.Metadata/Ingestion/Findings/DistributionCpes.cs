namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>The CPE of a distribution's release, as Artifact Analysis writes it: <c>cpe:/o:debian:debian_linux:12</c>.</summary>
internal static class DistributionCpes
{
    /// <returns>Empty without a name.</returns>
    public static string Of(string family, string release)
    {
        var (vendor, product) = family.ToLowerInvariant() switch
        {
            "debian" => ("debian", "debian_linux"),
            "ubuntu" => ("canonical", "ubuntu_linux"),
            "alpine" => ("alpinelinux", "alpine_linux"),
            "redhat" or "rhel" => ("redhat", "enterprise_linux"),
            "centos" => ("centos", "centos"),
            "amazon" => ("amazon", "linux"),
            var other => (other, other),
        };
        // Only Debian's point releases are the same distribution to its security team.
        var version = vendor == "debian" ? release.Split('.')[0] : release;
        return vendor.Length == 0 ? "" : $"cpe:/o:{Escape(vendor)}:{Escape(product)}{(version.Length == 0 ? "" : ":" + Escape(version))}";
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
