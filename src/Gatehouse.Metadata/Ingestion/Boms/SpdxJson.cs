using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>SPDX in JSON: documents of 2.x, graphs of 3.0.</summary>
internal sealed class SpdxJson(JsonStreamReader json, SpdxWalk walk)
{
    private bool _isSpdx;

    public async ValueTask<ImportedReport?> ReadAsync()
    {
        await json.ReadObjectAsync(ReadMemberAsync);
        await json.FinishAsync();
        if (!_isSpdx)
        {
            json.Fail("this is no SPDX document: it has neither spdxVersion nor a @graph with a CreationInfo");
            return null;
        }

        return walk.Finish();
    }

    private async ValueTask ReadMemberAsync(string name)
    {
        switch (name)
        {
            case "spdxVersion":
                var version = await json.ReadItemAsync();
                walk.Version = version.AsText();
                SpdxWalk.CheckVersion(walk.Version, version.Fail);
                _isSpdx = true;
                break;
            case "documentNamespace":
                walk.Namespace = await json.ReadTextAsync();
                break;
            case "creationInfo":
                ReadCreation(await json.ReadItemAsync());
                break;
            case "documentDescribes":
                (await json.ReadItemAsync()).AsItems().ForEach(i => walk.Describe(i.AsText()));
                break;
            case "packages":
                await json.ReadArrayAsync(async () => AddPackage(await json.ReadItemAsync()));
                break;
            case "relationships":
                await json.ReadArrayAsync(async () => ReadRelationship(await json.ReadItemAsync()));
                break;
            case "@graph":
                await json.ReadArrayAsync(async () => ReadElement(await json.ReadItemAsync()));
                break;
            default:
                await json.SkipAsync();
                break;
        }
    }

    private void ReadCreation(JsonItem creation)
    {
        if (!creation.IsObject)
        {
            creation.AsMembers();
            return;
        }

        walk.Bom.Builder.Time ??= creation.Time("created");
        creation.Texts("creators").ForEach(walk.SetCreator);
    }

    private void ReadRelationship(JsonItem relationship)
    {
        var type = relationship.Text("relationshipType");
        if (type == "DESCRIBES" && relationship.Text("spdxElementId") == "SPDXRef-DOCUMENT")
        {
            walk.Describe(relationship.Text("relatedSpdxElement"));
        }
        else if (type == "DESCRIBED_BY" && relationship.Text("relatedSpdxElement") == "SPDXRef-DOCUMENT")
        {
            walk.Describe(relationship.Text("spdxElementId"));
        }
    }

    private void AddPackage(JsonItem package)
    {
        if (!package.IsObject)
        {
            package.AsMembers();
            return;
        }

        var references = package.Items("externalRefs");
        var (name, purl) = (package.Text("name"), Reference(references, "purl"));
        if (name.Length == 0 && purl.Length == 0)
        {
            package["name"].Fail("is required");
            return;
        }

        walk.Bom.Add(new()
        {
            Reference = package.Text("SPDXID"),
            Name = name,
            Version = SpdxWalk.Said(package["versionInfo"].AsLooseText()),
            Purl = purl,
            Cpe = Reference(references, "cpe23Type"),
            Kind = package.Text("primaryPackagePurpose"),
            Licence = SpdxWalk.Said(package.Text("licenseDeclared")) is { Length: > 0 } licence ? licence : SpdxWalk.Said(package.Text("licenseConcluded")),
            Place = package.Place,
            JsonPath = package.Path,
        });
    }

    private static string Reference(List<JsonItem> references, string type) =>
        references.FirstOrDefault(r => r.Text("referenceType") == type) is { IsObject: true } found ? found.Text("referenceLocator") : "";

    /// <summary>An element of an SPDX 3 graph; its <c>type</c> says what it is.</summary>
    private void ReadElement(JsonItem element)
    {
        if (!element.IsObject)
        {
            element.AsMembers();
            return;
        }

        switch (element.Text("type"))
        {
            case "CreationInfo":
                _isSpdx = true;
                ReadCreationInfo(element);
                break;
            case "SpdxDocument":
                walk.Namespace = Id(element);
                Describe(element);
                break;
            case "software_Sbom":
                Describe(element);
                break;
            case "Tool":
                walk.SetCreator("Tool: " + element.Text("name"));
                break;
            case "software_Package":
                AddPackage3(element);
                break;
        }
    }

    private void ReadCreationInfo(JsonItem element)
    {
        var version = element["specVersion"];
        if (walk.Version.Length == 0)
        {
            walk.Version = version.AsText();
            walk.MimeType = "application/spdx+json";
            SpdxWalk.CheckVersion(walk.Version, version.Fail);
        }

        walk.Bom.Builder.Time ??= element.Time("created");
    }

    /// <summary>A single root is written bare by some tools.</summary>
    private void Describe(JsonItem element)
    {
        var roots = element["rootElement"];
        (roots.IsText ? [roots] : roots.AsItems()).ForEach(r => walk.Describe(r.IsObject ? Id(r) : r.AsText()));
    }

    private void AddPackage3(JsonItem element)
    {
        var identifiers = element.Items("externalIdentifier");
        var purl = element.Text("software_packageUrl") is { Length: > 0 } url ? url : Identifier(identifiers, "packageUrl");
        var name = element.Text("name");
        if (name.Length == 0 && purl.Length == 0)
        {
            element["name"].Fail("is required");
            return;
        }

        walk.Bom.Add(new()
        {
            Reference = Id(element),
            Name = name,
            Version = SpdxWalk.Said(element["software_packageVersion"].AsLooseText()),
            Purl = purl,
            Cpe = Identifier(identifiers, "cpe23"),
            Kind = element.Text("software_primaryPurpose"),
            Place = element.Place,
            JsonPath = element.Path,
        });
    }

    private static string Identifier(List<JsonItem> identifiers, string type) =>
        identifiers.FirstOrDefault(i => i.Text("externalIdentifierType") == type) is { IsObject: true } found ? found.Text("identifier") : "";

    private static string Id(JsonItem element) => element.Text("spdxId") is { Length: > 0 } id ? id : element.Text("@id");
}
