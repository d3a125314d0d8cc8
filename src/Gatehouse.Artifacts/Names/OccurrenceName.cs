namespace Gatehouse.Artifacts.Names;

/// <summary>Name of an occurrence: <c>projects/P/occurrences/ID</c>, or <c>projects/P/locations/L/occurrences/ID</c> for a regional one.</summary>
public readonly record struct OccurrenceName
{
    private readonly string? _id;
    private readonly string? _location;

    public OccurrenceName(ProjectName project, string location, string id)
    {
        if (!ResourceNameParser.IsSegment(id) || (location.Length > 0 && !ResourceNameParser.IsSegment(location)))
        {
            throw new FormatException($"\"{id}\" is not an id of occurrences.");
        }

        (Project, _location, _id) = (project, location, id);
    }

    /// <summary>The form every error message states.</summary>
    public const string Form = "projects/PROJECT/occurrences/OCCURRENCE";

    public ProjectName Project { get; }

    /// <summary>Empty for a global occurrence.</summary>
    public string Location => _location ?? "";

    public string Id => _id ?? throw new InvalidOperationException("default(OccurrenceName) names no occurrence.");

    public static bool TryParse(string? text, out OccurrenceName name)
    {
        name = default;
        if (text is null || !ResourceNameParser.TrySplit(text, "occurrences", out var project, out var location, out var id))
        {
            return false;
        }

        name = new(ProjectName.FromId(project), location, id);
        return true;
    }

    public static OccurrenceName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"\"{text}\" is not of the form {Form}.");

    public override string ToString() =>
        Location.Length == 0 ? $"{Project}/occurrences/{Id}" : $"{Project}/locations/{Location}/occurrences/{Id}";
}
