using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Formats;

/// <summary>One element of Trivy's <c>Results</c>: a target (a distribution, a lock file, a configuration file) and what was found there. Its members come in any order.</summary>
internal sealed class TrivyResult(ReportBuilder builder)
{
    private readonly List<JsonItem> _vulnerabilities = [];
    private readonly List<JsonItem> _misconfigurations = [];
    private readonly List<JsonItem> _secrets = [];

    public string Target { get; set; } = "";

    public string Class { get; set; } = "";

    public string Type { get; set; } = "";

    /// <summary>Maps it at once when the target is known, as Trivy's order of members has it, so that a large report is never held as JSON.</summary>
    public void AddVulnerability(JsonItem item)
    {
        Keep(_vulnerabilities, item);
        if (Target.Length > 0 && Type.Length > 0)
        {
            MapVulnerabilities();
        }
    }

    public void AddMisconfiguration(JsonItem item) => Keep(_misconfigurations, item);

    public void AddSecret(JsonItem item) => Keep(_secrets, item);

    public void AddLicence(JsonItem item)
    {
        builder.Count(item.Place, item.Path);
        builder.Ignore("licences");
    }

    /// <summary>Hands over what was found, now that the target is known.</summary>
    public void Finish()
    {
        MapVulnerabilities();
        foreach (var item in _misconfigurations)
        {
            builder.AddLate(resource => AddCompliance(item, resource));
        }

        foreach (var item in _secrets)
        {
            builder.AddLate(resource => AddSecret(item, resource));
        }
    }

    private void MapVulnerabilities()
    {
        _vulnerabilities.ForEach(TryAddFinding);
        _vulnerabilities.Clear();
    }

    private void Keep(List<JsonItem> list, JsonItem item)
    {
        builder.Count(item.Place, item.Path);
        list.Add(item);
    }

    private void TryAddFinding(JsonItem item)
    {
        var id = item.Text("VulnerabilityID");
        var package = item.Text("PkgName");
        if (id.Length == 0 || package.Length == 0)
        {
            // Older versions list packages without a finding; they say nothing.
            builder.Ignore("entries without a vulnerability or a package");
            return;
        }

        builder.Add(ToFinding(item, id, package));
    }

    private Finding ToFinding(JsonItem item, string id, string package)
    {
        var purl = Purl.Find(item["PkgIdentifier"].Text("PURL"));
        var isSystem = Class == "os-pkgs" || PackageTypes.Of(purl?.Type ?? Type) == "OS";
        var severity = Severities.Parse(item.Text("Severity"));
        var provider = item["VendorSeverity"]["nvd"];
        return new()
        {
            VulnerabilityId = id,
            Package = package,
            PackageType = isSystem ? "OS" : PackageTypes.Of(purl?.Type ?? Type),
            InstalledVersion = item["InstalledVersion"].AsLooseText(),
            FixedVersions = [.. item.Text("FixedVersion").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            CpeUri = purl?.WithoutVersion ?? "",
            Path = isSystem ? "" : item.Text("PkgPath") is { Length: > 0 } path ? path : Target,
            LayerDiffId = item["Layer"].Text("DiffID"),
            Severity = provider.IsPresent ? Severities.FromTrivyNumber(provider.AsNumber()) : severity,
            EffectiveSeverity = severity,
            Scores = Scores(item),
            Title = item.Text("Title"),
            Description = item.Text("Description"),
            Urls = Urls(item),
            Published = item.Time("PublishedDate"),
            Modified = item.Time("LastModifiedDate"),
            Source = item["DataSource"].Text("ID") is { Length: > 0 } source ? source : item.Text("SeveritySource"),
            Details = [.. Details(item)],
        };
    }

    /// <summary>The source that the severity is from goes first, then NVD, then the others in their order.</summary>
    private static List<CvssScore> Scores(JsonItem item)
    {
        var preferred = item.Text("SeveritySource");
        var scores = new List<CvssScore>();
        foreach (var (_, source) in item["CVSS"].AsMembers().OrderBy(m => m.Key == preferred ? 0 : m.Key == "nvd" ? 1 : 2))
        {
            Add(2, "V2Vector", "V2Score", source);
            Add(3, "V3Vector", "V3Score", source);
            Add(4, "V40Vector", "V40Score", source);
        }

        return scores;

        void Add(int version, string vector, string score, JsonItem source)
        {
            if (source[vector].IsPresent || source[score].IsPresent)
            {
                scores.Add(new(version, source.Text(vector), source.Number(score)));
            }
        }
    }

    private static List<RelatedUrl> Urls(JsonItem item)
    {
        var primary = item.Text("PrimaryURL");
        var others = item.Texts("References").Where(u => u != primary).Distinct(StringComparer.Ordinal).Select(u => new RelatedUrl { Url = u });
        return primary.Length == 0 ? [.. others] : [new RelatedUrl { Url = primary, Label = "primary" }, .. others];
    }

    private static IEnumerable<string> Details(JsonItem item)
    {
        if (item.Text("Status") is { Length: > 0 } status)
        {
            yield return $"status={status}";
        }

        if (item.Texts("VendorIDs") is { Count: > 0 } advisories)
        {
            yield return $"advisories={string.Join(", ", advisories)}";
        }

        if (item["PkgIdentifier"].Text("PURL") is { Length: > 0 } purl)
        {
            yield return $"purl={purl}";
        }
    }

    private void AddCompliance(JsonItem item, string resource)
    {
        var id = item.Text("ID") is { Length: > 0 } shortId ? shortId : item.Text("AVDID");
        if (id.Length == 0)
        {
            item["ID"].Fail("is required");
            return;
        }

        if (item.Text("Status") is "PASS" or "EXCEPTION")
        {
            builder.Ignore("passed checks");
            return;
        }

        var noteId = NoteIds.From($"{builder.Tool}-{id}");
        builder.AddNote(noteId, ToNote(item));
        var file = new NonCompliantFile { Path = Target, Reason = item.Text("Message") + Lines(item["CauseMetadata"]) };
        var identity = $"COMPLIANCE|{builder.Tool}|{id}|{resource}|{Target}";
        if (builder.TryGet(identity, out var known))
        {
            if (!known.Compliance.NonCompliantFiles.Contains(file))
            {
                known.Compliance.NonCompliantFiles.Add(file);
            }

            return;
        }

        builder.AddOccurrence(identity, noteId, new()
        {
            ResourceUri = resource,
            Remediation = item.Text("Resolution"),
            Compliance = new() { NonCompliantFiles = { file }, NonComplianceReason = item.Text("Title") },
        });
    }

    private static Note ToNote(JsonItem item) => new()
    {
        ShortDescription = item.Text("Title"),
        LongDescription = item.Text("Description"),
        RelatedUrl = { Urls(item) },
        Compliance = new()
        {
            Title = item.Text("Title"),
            Description = item.Text("Description"),
            Remediation = item.Text("Resolution"),
            CisBenchmark = new() { Severity = Severities.Parse(item.Text("Severity")) },
        },
    };

    private static string Lines(JsonItem cause) =>
        cause["StartLine"].IsPresent && cause.Number("StartLine") is var line and > 0 ? string.Create(null, $" (line {line})") : "";

    /// <summary>Where a secret is, never the secret: not even the masked text that Trivy gives is kept.</summary>
    private void AddSecret(JsonItem item, string resource)
    {
        var rule = item.Text("RuleID");
        if (rule.Length == 0)
        {
            item["RuleID"].Fail("is required");
            return;
        }

        var noteId = NoteIds.From($"{builder.Tool}-{rule}");
        var line = (int)Math.Clamp(item.Number("StartLine"), 0, int.MaxValue);
        builder.AddNote(noteId, new() { ShortDescription = item.Text("Title"), Secret = new() });
        var file = new FileLocation { FilePath = Target, LineNumber = line };
        if (item["Layer"].Text("DiffID") is { Length: > 0 } layer)
        {
            file.LayerDetails = new() { DiffId = layer };
        }

        var secret = new SecretOccurrence { Kind = SecretKinds.Of(rule), Locations = { new SecretLocation { FileLocation = file } } };
        builder.AddOccurrence(string.Create(null, $"SECRET|{builder.Tool}|{rule}|{resource}|{Target}|{line}"), noteId, new() { ResourceUri = resource, Secret = secret });
    }
}
