using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>Components of CycloneDX JSON, nested ones included, of whatever type.</summary>
internal static class CycloneDxComponents
{
    public static IEnumerable<BomComponent> ReadAll(JsonItem item)
    {
        if (!item.IsObject)
        {
            item.AsMembers();
            yield break;
        }

        if (Read(item) is { } component)
        {
            yield return component;
        }

        foreach (var nested in item.Items("components").SelectMany(ReadAll))
        {
            yield return nested;
        }
    }

    /// <returns>Null, and an error, when it has neither name nor purl.</returns>
    public static BomComponent? Read(JsonItem item)
    {
        var (name, purl) = (item.Text("name"), item.Text("purl"));
        if (name.Length == 0 && purl.Length == 0)
        {
            item["name"].Fail("is required");
            return null;
        }

        var group = item.Text("group");
        return new()
        {
            Reference = item.Text("bom-ref"),
            Name = group.Length == 0 ? name : $"{group}/{name}",
            Version = item["version"].AsLooseText(),
            Purl = purl,
            Cpe = item.Text("cpe"),
            Kind = item.Text("type"),
            Licence = Licence(item["licenses"]),
            Path = FilePath(item),
            Place = item.Place,
            JsonPath = item.Path,
        };
    }

    /// <summary>An expression as it is; several licences all apply.</summary>
    private static string Licence(JsonItem licenses)
    {
        var terms = licenses.AsItems().Select(One).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(" AND ", terms.Count == 1 ? terms : terms.Select(t => t.Contains(" OR ", StringComparison.Ordinal) ? $"({t})" : t));

        static string One(JsonItem choice) =>
            choice.Text("expression") is { Length: > 0 } expression ? expression
            : choice["license"].Text("id") is { Length: > 0 } id ? id
            : choice["license"].Text("name");
    }

    /// <summary>Trivy and Syft write it as a property, CycloneDX 1.5 has occurrences as evidence.</summary>
    private static string FilePath(JsonItem item)
    {
        var property = item.Items("properties").FirstOrDefault(p => p.Text("name") is "aquasecurity:trivy:FilePath" or "syft:location:0:path");
        return property.IsObject ? property.Text("value") : item["evidence"].Items("occurrences").Select(o => o.Text("location")).FirstOrDefault() ?? "";
    }
}
