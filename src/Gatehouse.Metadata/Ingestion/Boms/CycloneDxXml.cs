using System.Xml;
using System.Xml.Linq;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>CycloneDX in XML, one top-level component at a time. Document types are refused and nothing is fetched (XXE); vulnerabilities are counted only.</summary>
internal sealed class CycloneDxXml(ReportStream stream, BomWalk bom, ImportContext context, ErrorList errors)
{
    private const string NamespacePrefix = "http://cyclonedx.org/schema/bom/";
    private string _id = "";

    public async ValueTask<ImportedReport?> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = context.Limits.ReportBytes, IgnoreComments = true };
        using var reader = XmlReader.Create(stream, settings);
        await reader.MoveToContentAsync();
        if (!ReadRoot(reader))
        {
            return null;
        }

        await ReadMembersAsync(reader, cancellationToken);
        while (await reader.ReadAsync())
        {
            // To the end, so that what follows the document is checked as well.
        }

        return bom.Finish(CycloneDxDocument.Of(bom.Version, _id, "application/vnd.cyclonedx+xml", stream), isScan: false);
    }

    private bool ReadRoot(XmlReader reader)
    {
        if (reader.LocalName != "bom" || !reader.NamespaceURI.StartsWith(NamespacePrefix, StringComparison.Ordinal))
        {
            Fail(PlaceOf(reader), "", $"this is no CycloneDX document: its root must be \"bom\" in a namespace {NamespacePrefix}…, got \"{reader.LocalName}\" in \"{reader.NamespaceURI}\"");
            return false;
        }

        bom.Version = reader.NamespaceURI[NamespacePrefix.Length..];
        CycloneDxDocument.CheckVersion(bom.Version, message => Fail(PlaceOf(reader), "/bom", message));
        var serial = reader.GetAttribute("serialNumber") ?? "";
        _id = serial.Length == 0 ? "" : $"{serial}/{reader.GetAttribute("version") ?? "1"}";
        return true;
    }

    private async ValueTask ReadMembersAsync(XmlReader reader, CancellationToken cancellationToken)
    {
        var isInComponents = false;
        var index = 0;
        await reader.ReadAsync();
        while (!reader.EOF && reader.Depth > 0)
        {
            var place = PlaceOf(reader);
            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "metadata" }:
                    ReadMetadata(await ReadElementAsync(reader, cancellationToken), place);
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "components" }:
                    isInComponents = !reader.IsEmptyElement;
                    await reader.ReadAsync();
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "component" } when isInComponents:
                    index++;
                    Add(await ReadElementAsync(reader, cancellationToken), place, $"/bom/components/component[{index}]", 0);
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "vulnerability" }:
                    bom.Builder.Ignore("vulnerabilities in CycloneDX XML");
                    await reader.SkipAsync();
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: not "vulnerabilities" } or { NodeType: XmlNodeType.Element, Depth: > 1 }:
                    await reader.SkipAsync();
                    break;
                default:
                    isInComponents &= reader is not { NodeType: XmlNodeType.EndElement, Depth: 1 };
                    await reader.ReadAsync();
                    break;
            }
        }
    }

    private static async ValueTask<XElement> ReadElementAsync(XmlReader reader, CancellationToken cancellationToken) => (XElement)await XNode.ReadFromAsync(reader, cancellationToken);

    private void ReadMetadata(XElement metadata, Place place)
    {
        var time = Child(metadata, "timestamp")?.Value ?? "";
        if (time.Length > 0)
        {
            bom.Builder.Time = ReportTime.Parse(time, message => Fail(place, "/bom/metadata/timestamp", message));
        }

        var tool = Child(metadata, "tools")?.Descendants().FirstOrDefault(e => e.Name.LocalName is "tool" or "component");
        bom.SetTool(Text(tool, "name"), Text(tool, "version"));
        if (Child(metadata, "component") is { } subject)
        {
            bom.Builder.SubjectPlace = (place, "/bom/metadata/component");
            bom.Builder.ReportResource = ComponentResources.Of(ToComponent(subject, place, "/bom/metadata/component"));
        }
    }

    private void Add(XElement element, Place place, string path, int depth)
    {
        if (depth > context.Limits.Depth)
        {
            throw new ReportException(place.Error(path, $"components are nested deeper than {context.Limits.Depth}"));
        }

        var component = ToComponent(element, place, path);
        if (component.Name.Length == 0 && component.Purl.Length == 0)
        {
            Fail(place, path + "/name", "is required");
        }
        else
        {
            bom.Add(component);
        }

        foreach (var nested in Child(element, "components")?.Elements().Where(e => e.Name.LocalName == "component") ?? [])
        {
            Add(nested, place, path + "/components/component", depth + 1);
        }
    }

    private static BomComponent ToComponent(XElement element, Place place, string path)
    {
        var group = Text(element, "group");
        var licences = Child(element, "licenses")?.Elements().Select(l => l.Name.LocalName == "expression" ? l.Value.Trim() : Text(l, "id") is { Length: > 0 } id ? id : Text(l, "name")) ?? [];
        return new()
        {
            Reference = (string?)element.Attribute("bom-ref") ?? "",
            Name = group.Length == 0 ? Text(element, "name") : $"{group}/{Text(element, "name")}",
            Version = Text(element, "version"),
            Purl = Text(element, "purl"),
            Cpe = Text(element, "cpe"),
            Kind = (string?)element.Attribute("type") ?? "",
            Licence = string.Join(" AND ", licences.Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)),
            Place = place,
            JsonPath = path,
        };
    }

    private static XElement? Child(XElement? element, string name) => element?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string Text(XElement? element, string name) => Child(element, name)?.Value.Trim() ?? "";

    private void Fail(Place place, string path, string message) => errors.Add(place.Error(path, message));

    private Place PlaceOf(XmlReader reader) => reader is IXmlLineInfo info ? new(info.LineNumber, info.LinePosition, stream.Offset) : default;
}
