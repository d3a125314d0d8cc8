using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Languages;

/// <summary>What a limit on vulnerabilities does not see.</summary>
internal static class ScanWarnings
{
    private const int MostNamed = 3;

    public static IEnumerable<string> Of(IEnumerable<ImageFacts> images) =>
        images.Where(IsUnscanned).Select(Unscanned).Concat(images.Where(i => i.Findings.Any(f => f.EffectiveSeverity == FindingSeverity.Unspecified)).Select(Unrated));

    private static bool IsUnscanned(ImageFacts image) => !image.IsScanned && image.Unavailable is null && image.Reference?.Digest is not null;

    private static string Unscanned(ImageFacts image) => $"container \"{image.Container}\": nobody has scanned {image.Image} for vulnerabilities";

    /// <summary>Kritis lets what nobody has rated pass every limit but <c>BLOCK_ALL</c>.</summary>
    private static string Unrated(ImageFacts image)
    {
        var unrated = image.Findings.Where(f => f.EffectiveSeverity == FindingSeverity.Unspecified).Select(f => f.VulnerabilityId).Distinct().Order(StringComparer.Ordinal).ToArray();
        return $"container \"{image.Container}\": {string.Join(", ", unrated.Take(MostNamed))}{(unrated.Length > MostNamed ? $" and {unrated.Length - MostNamed} more" : "")} of no severity, which ranks below MINIMAL";
    }
}
