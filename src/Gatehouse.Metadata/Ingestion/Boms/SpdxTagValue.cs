using System.Text;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>
/// SPDX 2.x tag-value: lines of <c>Tag: value</c>, comments with <c>#</c>, texts over several lines in <c>&lt;text&gt;…&lt;/text&gt;</c>. <c>PackageName</c>, <c>FileName</c> and
/// <c>SnippetSPDXID</c> begin a new element, to which the tags after it belong.
/// </summary>
internal sealed class SpdxTagValue(ReportStream stream, SpdxWalk walk, ImportContext context, ErrorList errors)
{
    private BomComponent? _package;
    private long _line;

    public async ValueTask<ImportedReport?> ReadAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: false));
        walk.MimeType = "text/spdx";
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            if (line.AsSpan().Trim() is { IsEmpty: false } text && text[0] != '#')
            {
                await ReadTagAsync(line.TrimStart(), reader, cancellationToken);
            }
        }

        FinishPackage();
        if (walk.Version.Length == 0)
        {
            errors.Add(new("this is no SPDX document: it has no SPDXVersion", "", 0, 0, 0));
            return null;
        }

        return walk.Finish();
    }

    private async ValueTask<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        _line++;
        return await reader.ReadLineAsync(cancellationToken);
    }

    private async ValueTask ReadTagAsync(string line, StreamReader reader, CancellationToken cancellationToken)
    {
        var place = new Place(_line, 1, stream.Offset);
        var colon = line.IndexOf(':');
        if (colon <= 0)
        {
            errors.Add(place.Error("", $"a line must be \"Tag: value\", got \"{(line.Length > 60 ? line[..60] + "…" : line)}\""));
            return;
        }

        var value = await ReadValueAsync(line[(colon + 1)..].Trim(), place, reader, cancellationToken);
        Apply(line[..colon].Trim(), value, place);
    }

    private async ValueTask<string> ReadValueAsync(string value, Place place, StreamReader reader, CancellationToken cancellationToken)
    {
        if (!value.StartsWith("<text>", StringComparison.Ordinal))
        {
            return value;
        }

        var text = new StringBuilder(value[6..]);
        for (string? line = value; !line!.Contains("</text>", StringComparison.Ordinal);)
        {
            line = await ReadLineAsync(reader, cancellationToken);
            if (line is null)
            {
                throw new ReportException(place.Error("", "<text> is not closed by </text>"));
            }

            if (text.Append('\n').Append(line).Length > context.Limits.ItemBytes)
            {
                throw new ReportException(place.Error("", $"a text is larger than {context.Limits.ItemBytes} bytes"));
            }
        }

        text.Replace("</text>", "");
        return text.ToString().Trim();
    }

    private void Apply(string tag, string value, Place place)
    {
        switch (tag)
        {
            case "SPDXVersion":
                walk.Version = value;
                SpdxWalk.CheckVersion(value, message => errors.Add(place.Error(tag, message)));
                break;
            case "DocumentNamespace":
                walk.Namespace = value;
                break;
            case "Created":
                walk.Bom.Builder.Time = ReportTime.Parse(value, message => errors.Add(place.Error(tag, message)));
                break;
            case "Creator":
                walk.SetCreator(value);
                break;
            case "Relationship" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["SPDXRef-DOCUMENT", "DESCRIBES", var described]:
                walk.Describe(described);
                break;
            case "PackageName":
                FinishPackage();
                _package = new() { Name = value, Place = place, JsonPath = tag };
                break;
            case "FileName" or "SnippetSPDXID" or "LicenseID":
                FinishPackage();
                break;
            default:
                _package = _package is null ? null : With(_package, tag, value);
                break;
        }
    }

    private static BomComponent With(BomComponent package, string tag, string value) => tag switch
    {
        "SPDXID" => package with { Reference = value },
        "PackageVersion" => package with { Version = SpdxWalk.Said(value) },
        "PrimaryPackagePurpose" => package with { Kind = value },
        "PackageLicenseDeclared" when SpdxWalk.Said(value).Length > 0 => package with { Licence = value },
        "PackageLicenseConcluded" when package.Licence.Length == 0 => package with { Licence = SpdxWalk.Said(value) },
        "ExternalRef" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "purl", var purl] => package with { Purl = purl },
        "ExternalRef" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "cpe23Type", var cpe] && package.Cpe.Length == 0 => package with { Cpe = cpe },
        _ => package,
    };

    private void FinishPackage()
    {
        if (_package is { } package)
        {
            walk.Bom.Add(package);
        }

        _package = null;
    }
}
