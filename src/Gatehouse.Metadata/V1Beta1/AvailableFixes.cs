using Gatehouse.Grafeas.V1;
using Kind = Gatehouse.Grafeas.V1.Version.Types.VersionKind;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// v1beta1 tells that a fix exists by the fixed location alone (a MAXIMUM version means none); v1 has flags for it, which filters and the
/// vulnerability summary read.
/// </summary>
internal static class AvailableFixes
{
    public static Occurrence Derive(Occurrence occurrence)
    {
        if (occurrence.Vulnerability is { } vulnerability)
        {
            foreach (var issue in vulnerability.PackageIssue)
            {
                issue.FixAvailable = issue.FixedVersion?.Kind == Kind.Normal;
            }

            vulnerability.FixAvailable = vulnerability.PackageIssue.Any(i => i.FixAvailable);
        }

        return occurrence;
    }
}
