using Gatehouse.Metadata.Ingestion.Boms;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Formats;

/// <summary>
/// CycloneDX 1.2 to 1.7 in JSON, 1.0 to 1.7 in XML. Components become PACKAGE, the document SBOM_REFERENCE; vulnerabilities inside are taken as a scan.
/// </summary>
internal sealed class CycloneDxFormat : IReportFormat
{
    public string Name => "cyclonedx";

    public ValueTask<ImportReading> ReadAsync(Stream report, ImportContext context, CancellationToken cancellationToken) =>
        ReportReading.RunAsync(report, context, (stream, errors) => ReadAsync(stream, context, errors, cancellationToken), cancellationToken);

    private static ValueTask<ImportedReport?> ReadAsync(ReportStream stream, ImportContext context, ErrorList errors, CancellationToken cancellationToken)
    {
        var walk = new BomWalk(new("cyclonedx", "cyclonedx", context, errors));
        return stream.FirstByte == '<'
            ? new CycloneDxXml(stream, walk, context, errors).ReadAsync(cancellationToken)
            : new Walk(new(stream, context, errors, cancellationToken), walk, stream).ReadAsync();
    }

    private sealed class Walk(JsonStreamReader json, BomWalk bom, ReportStream stream)
    {
        private readonly List<JsonItem> _vulnerabilities = [];
        private string _serial = "";
        private string _revision = "1";
        private bool _isCycloneDx;

        public async ValueTask<ImportedReport?> ReadAsync()
        {
            await json.ReadObjectAsync(ReadMemberAsync);
            await json.FinishAsync();
            if (!_isCycloneDx)
            {
                json.Fail("this is no CycloneDX document: bomFormat must be \"CycloneDX\"");
                return null;
            }

            var components = bom.ByReference();
            _vulnerabilities.ForEach(v => CycloneDxFindings.Add(bom.Builder, v, components));
            var id = _serial.Length == 0 ? "" : $"{_serial}/{_revision}";
            return bom.Finish(CycloneDxDocument.Of(bom.Version, id, "application/vnd.cyclonedx+json", stream), isScan: _vulnerabilities.Count > 0);
        }

        private async ValueTask ReadMemberAsync(string name)
        {
            switch (name)
            {
                case "bomFormat":
                    _isCycloneDx = await json.ReadTextAsync() == "CycloneDX";
                    break;
                case "specVersion":
                    var version = await json.ReadItemAsync();
                    bom.Version = version.AsText();
                    CycloneDxDocument.CheckVersion(bom.Version, version.Fail);
                    break;
                case "serialNumber":
                    _serial = await json.ReadTextAsync();
                    break;
                case "version":
                    _revision = (await json.ReadItemAsync()).AsLooseText();
                    break;
                case "metadata":
                    ReadMetadata(await json.ReadItemAsync());
                    break;
                case "components":
                    await json.ReadArrayAsync(async () =>
                    {
                        foreach (var component in CycloneDxComponents.ReadAll(await json.ReadItemAsync()))
                        {
                            bom.Add(component);
                        }
                    });
                    break;
                case "vulnerabilities":
                    await json.ReadArrayAsync(async () => _vulnerabilities.Add(await json.ReadItemAsync()));
                    break;
                default:
                    await json.SkipAsync();
                    break;
            }
        }

        private void ReadMetadata(JsonItem metadata)
        {
            bom.Builder.Time = metadata.Time("timestamp");
            var tools = metadata["tools"];
            // A list until 1.4, an object with components from 1.5 on; both are legal.
            var tool = (tools.IsObject ? tools.Items("components") : tools.AsItems()).FirstOrDefault();
            bom.SetTool(tool.Text("name"), tool["version"].AsLooseText());
            var subject = metadata["component"];
            if (!subject.IsObject || CycloneDxComponents.Read(subject) is not { } component)
            {
                return;
            }

            bom.Builder.SubjectPlace = (subject.Place, subject.Path);
            bom.Builder.ReportResource = ComponentResources.Of(component) ?? RepoDigest(subject);
            foreach (var nested in subject.Items("components").SelectMany(CycloneDxComponents.ReadAll))
            {
                bom.Add(nested);
            }
        }

        private static string? RepoDigest(JsonItem subject) =>
            subject.Items("properties").Where(p => p.Text("name") == "aquasecurity:trivy:RepoDigest").Select(p => Findings.ResourceUris.OfImage(p.Text("value"))).FirstOrDefault();
    }
}
