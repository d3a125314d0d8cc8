using Gatehouse.Metadata.Ingestion.Findings;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>What is gathered on the way through a bill of materials, whatever its syntax, and made into a report at the end.</summary>
internal sealed class BomWalk(ReportBuilder builder)
{
    private readonly List<BomComponent> _components = [];

    public ReportBuilder Builder => builder;

    public string Version { get; set; } = "";

    public string Id { get; set; } = "";

    /// <summary>References of the components that stand for the resource itself and are no package in it.</summary>
    public HashSet<string> Subjects { get; } = new(StringComparer.Ordinal);

    public void Add(BomComponent component)
    {
        builder.Count(component.Place, component.JsonPath);
        _components.Add(component);
    }

    public void SetTool(string name, string version)
    {
        if (name.Length > 0)
        {
            (builder.Tool, builder.ToolVersion) = (NoteIds.From(name.ToLowerInvariant()), version);
        }
    }

    public Dictionary<string, BomComponent> ByReference()
    {
        var map = new Dictionary<string, BomComponent>(StringComparer.Ordinal);
        foreach (var component in _components.Where(c => c.Reference.Length > 0))
        {
            map.TryAdd(component.Reference, component);
        }

        return map;
    }

    /// <param name="isScan">Whether it has a scanner's findings too.</param>
    /// <returns>Null, and an error, when there is no resource.</returns>
    public ImportedReport? Finish(BomDocument document, bool isScan)
    {
        if (builder.RequireResource() is not { } resource)
        {
            return null;
        }

        foreach (var component in _components.Where(c => !Subjects.Contains(c.Reference)))
        {
            BomMapper.AddComponent(builder, component, resource);
        }

        BomMapper.AddReference(builder, document, resource);
        if (isScan)
        {
            // The same tool's own report has the same findings under other paths; neither may close the other's.
            builder.Tool += $".{document.Format}";
            builder.FinishScan(resource);
        }

        return builder.Build(isScan);
    }
}
