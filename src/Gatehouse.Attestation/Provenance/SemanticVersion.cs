using System.Text.RegularExpressions;

namespace Gatehouse.Attestation.Provenance;

/// <summary>A version tag as Go's tools read it: <c>v</c> and a semantic version whose minor and patch parts may be left out.</summary>
/// <param name="Minor">Null where only the major part is written.</param>
/// <param name="Patch">With the pre-release, which belongs to it; null where it is not written.</param>
internal sealed partial record SemanticVersion(string Major, string? Minor, string? Patch)
{
    /// <summary>Whether there is neither pre-release nor build part, and all three numbers are written.</summary>
    public bool IsRelease { get; private init; }

    public static SemanticVersion? Find(string text)
    {
        var match = Pattern.Match(text);
        return !match.Success ? null : new(match.Groups["major"].Value, Group(match, "minor"), Group(match, "patch") is { } patch ? patch + match.Groups["pre"].Value : null)
        {
            IsRelease = match.Groups["patch"].Success && !match.Groups["pre"].Success && !match.Groups["build"].Success,
        };
    }

    /// <summary>Whether a version is this one as far as this one is written; what the other leaves out is zero.</summary>
    public bool Covers(SemanticVersion version) =>
        Major == version.Major && (Minor is null || Minor == (version.Minor ?? "0")) && (Patch is null || Patch == (version.Patch ?? "0"));

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    [GeneratedRegex(@"^v(?<major>0|[1-9][0-9]*)(\.(?<minor>0|[1-9][0-9]*)(\.(?<patch>0|[1-9][0-9]*)(?<pre>-[0-9A-Za-z.-]+)?(?<build>\+[0-9A-Za-z.-]+)?)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern { get; }
}
