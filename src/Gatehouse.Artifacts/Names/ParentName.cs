namespace Gatehouse.Artifacts.Names;

/// <summary>What notes and occurrences are listed under: <c>projects/P</c> (everything in the project) or <c>projects/P/locations/L</c> (that location only; <c>-</c> means all).</summary>
public readonly record struct ParentName(ProjectName Project, string Location)
{
    public const string Form = "projects/PROJECT or projects/PROJECT/locations/LOCATION";

    public static bool TryParse(string? text, out ParentName name)
    {
        name = default;
        if (ProjectName.TryParse(text, out var project))
        {
            name = new(project, "");
            return true;
        }

        if (text is null || !ResourceNameParser.TrySplit(text + "/x/x", "x", out var id, out var location, out _))
        {
            return false;
        }

        name = new(ProjectName.FromId(id), location == "-" ? "" : location);
        return true;
    }

    public override string ToString() => Location.Length == 0 ? Project.ToString() : $"{Project}/locations/{Location}";
}
