using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Findings;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>
/// A bill of materials as facts: PACKAGE for each different package (a package listed many times, or found in many files, is one with many locations) and one SBOM_REFERENCE.
/// </summary>
internal static class BomMapper
{
    private const string StatementType = "https://in-toto.io/Statement/v1";

    public static void AddComponent(ReportBuilder builder, BomComponent component, string resource)
    {
        var purl = Purl.Find(component.Purl);
        var type = purl is null ? "" : PackageTypes.Of(purl.Type);
        var name = purl?.DisplayName ?? component.Name;
        var version = component.Version.Length > 0 ? component.Version : purl?.Version ?? "";
        var identity = $"PACKAGE|{resource}|{type}|{name}|{version}";
        var location = new Location { Path = component.Path, CpeUri = component.Cpe.Length > 0 ? component.Cpe : component.Purl };
        if (version.Length > 0)
        {
            location.Version = PackageVersions.Parse(version, type);
        }

        if (builder.TryGet(identity, out var known))
        {
            AddLocation(known.Package, location);
            return;
        }

        var noteId = NoteIds.From(type.Length == 0 ? $"package-{name}" : $"package-{type.ToLowerInvariant()}-{name}");
        builder.AddNote(noteId, new() { ShortDescription = name, Package = new() { Name = name, PackageType = type } });
        builder.AddOccurrence(identity, noteId, new() { ResourceUri = resource, Package = ToPackage(component, name, type, location, purl) });
    }

    public static void AddReference(ReportBuilder builder, BomDocument document, string resource)
    {
        var noteId = NoteIds.From($"sbom-{document.Format}-{document.Version}");
        builder.AddNote(noteId, new() { ShortDescription = $"Bills of materials in {document.Format} {document.Version}", SbomReference = new() { Format = document.Format, Version = document.Version } });
        var payload = new SbomReferenceIntotoPayload
        {
            Type = StatementType,
            PredicateType = document.PredicateType,
            Subject = { Subjects.Of(resource) },
            Predicate = new() { ReferrerId = document.Id, MimeType = document.MimeType, Digest = { ["sha256"] = document.Sha256 } },
        };
        var identity = $"SBOM_REFERENCE|{resource}|{document.Format}|{(document.Id.Length > 0 ? document.Id : document.Sha256)}";
        builder.AddOccurrence(identity, noteId, new() { ResourceUri = resource, SbomReference = new() { Payload = payload, PayloadType = "application/vnd.in-toto+json" } });
    }

    private static PackageOccurrence ToPackage(BomComponent component, string name, string type, Location location, Purl? purl)
    {
        var package = new PackageOccurrence
        {
            Name = name,
            PackageType = type,
            CpeUri = component.Cpe,
            Architecture = purl?.Qualifiers.GetValueOrDefault("arch") switch
            {
                "amd64" or "x86_64" => Architecture.X64,
                "i386" or "i686" or "x86" => Architecture.X86,
                _ => Architecture.Unspecified,
            },
            Location = { location },
        };
        if (location.Version is { } version)
        {
            package.Version = version.Clone();
        }

        if (component.Licence.Length > 0)
        {
            package.License = new() { Expression = component.Licence };
        }

        return package;
    }

    private static void AddLocation(PackageOccurrence package, Location location)
    {
        if (!package.Location.Contains(location))
        {
            package.Location.Add(location);
        }
    }
}
