using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>
/// Packages are facts that several tools' bills of materials share. As with notes, a report only adds: locations that are not known, fields that are empty.
/// </summary>
internal static class PackageMerge
{
    /// <summary>Puts into <paramref name="report"/> what <paramref name="stored"/> knows.</summary>
    public static void Keep(Occurrence stored, Occurrence report)
    {
        var (known, package) = (stored.Package, report.Package);
        package.License = known.License ?? package.License;
        package.CpeUri = known.CpeUri.Length > 0 ? known.CpeUri : package.CpeUri;
        package.Architecture = known.Architecture != Architecture.Unspecified ? known.Architecture : package.Architecture;
        var added = package.Location.Where(l => !known.Location.Contains(l)).ToList();
        package.Location.Clear();
        package.Location.Add(known.Location);
        package.Location.Add(added);
    }
}
