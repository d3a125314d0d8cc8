using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>What is gathered on the way through an SPDX document in any of its syntaxes.</summary>
internal sealed class SpdxWalk(BomWalk bom, ReportStream stream)
{
    private readonly HashSet<string> _described = new(StringComparer.Ordinal);

    public BomWalk Bom => bom;

    /// <summary><c>SPDX-2.3</c>, or <c>3.0.1</c>.</summary>
    public string Version { get; set; } = "";

    public string Namespace { get; set; } = "";

    public string MimeType { get; set; } = "application/spdx+json";

    public void Describe(string reference) => _described.Add(reference);

    /// <summary><c>Tool: syft-0.57.0</c>, <c>Tool: ko 0.12.0</c>.</summary>
    public void SetCreator(string creator)
    {
        if (!creator.StartsWith("Tool:", StringComparison.Ordinal) || bom.Builder.ToolVersion.Length > 0)
        {
            return;
        }

        var text = creator[5..].Trim();
        var cut = text.LastIndexOfAny(['-', ' ']);
        var hasVersion = cut > 0 && cut < text.Length - 1 && char.IsAsciiDigit(text[cut + 1] == 'v' && cut < text.Length - 2 ? text[cut + 2] : text[cut + 1]);
        bom.SetTool(hasVersion ? text[..cut] : text, hasVersion ? text[(cut + 1)..] : "");
    }

    public ImportedReport? Finish()
    {
        var components = bom.ByReference();
        var subjects = _described.Select(r => components.GetValueOrDefault(r)).OfType<BomComponent>().ToList();
        if (subjects is [var first, ..])
        {
            bom.Builder.SubjectPlace = (first.Place, first.JsonPath);
        }

        foreach (var subject in subjects)
        {
            // An image is what the packages are in; a described package, as of a source tree, is one of them.
            if (ComponentResources.Of(subject) is { } resource)
            {
                bom.Builder.ReportResource ??= resource;
                bom.Subjects.Add(subject.Reference);
            }
        }

        var version = Version.StartsWith("SPDX-", StringComparison.Ordinal) ? Version[5..] : Version;
        return bom.Finish(new("spdx", version, Namespace, MimeType, "https://spdx.dev/Document", stream.FinishHash()), isScan: false);
    }

    /// <summary>SPDX's words for "nothing is said".</summary>
    public static string Said(string text) => text is "NOASSERTION" or "NONE" ? "" : text;

    public static void CheckVersion(string version, Action<string> fail)
    {
        if (version is not ("SPDX-2.2" or "SPDX-2.3" or "SPDX-2.2.1" or "SPDX-2.2.2" or "SPDX-2.3.1") && !version.StartsWith("3.0", StringComparison.Ordinal))
        {
            fail($"must be SPDX-2.2, SPDX-2.3 or 3.0, got \"{version}\"");
        }
    }
}
