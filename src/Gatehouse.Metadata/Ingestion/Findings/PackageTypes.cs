using System.Collections.Frozen;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>The words of Artifact Analysis for ecosystems (<c>OS</c>, <c>MAVEN</c>, <c>NPM</c>, …), from what purls, Trivy and Grype call them.</summary>
internal static class PackageTypes
{
    private static readonly FrozenDictionary<string, string> Known = Map(
        ("OS", "deb rpm apk alpm os-pkgs debian ubuntu alpine centos redhat rocky alma amazon oracle photon fedora wolfi chainguard opensuse opensuse.leap suse cbl-mariner azurelinux mariner"),
        ("MAVEN", "maven jar pom java-archive gradle sbt gradle-lockfile sbt-lockfile"),
        ("NPM", "npm node-pkg yarn pnpm bun nodejs"),
        ("GO", "golang go gomod gobinary go-module"),
        ("PYPI", "pypi pip pipenv poetry python python-pkg uv pylock wheel egg"),
        ("NUGET", "nuget dotnet-core dotnet packages-props dotnet-deps"),
        ("RUBYGEMS", "gem bundler gemspec rubygems"),
        ("RUST", "cargo rust rustbinary rust-binary rust-crate"),
        ("COMPOSER", "composer composer-vendor php-composer php-composer-installed"));

    /// <returns>The word; for an ecosystem without one, its own name in upper case.</returns>
    public static string Of(string name) => Known.TryGetValue(name.ToLowerInvariant(), out var type) ? type : name.ToUpperInvariant();

    private static FrozenDictionary<string, string> Map(params ReadOnlySpan<(string Type, string Names)> types)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, names) in types)
        {
            foreach (var name in names.Split(' '))
            {
                map.Add(name, type);
            }
        }

        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
