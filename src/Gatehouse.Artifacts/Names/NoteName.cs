namespace Gatehouse.Artifacts.Names;

/// <summary>Name of a note: <c>projects/P/notes/ID</c>, or <c>projects/P/locations/L/notes/ID</c> for a regional one.</summary>
public readonly record struct NoteName
{
    private readonly string? _id;
    private readonly string? _location;

    public NoteName(ProjectName project, string location, string id)
    {
        if (!ResourceNameParser.IsSegment(id) || (location.Length > 0 && !ResourceNameParser.IsSegment(location)))
        {
            throw new FormatException($"\"{id}\" is not an id of notes.");
        }

        (Project, _location, _id) = (project, location, id);
    }

    /// <summary>The form every error message states.</summary>
    public const string Form = "projects/PROJECT/notes/NOTE";

    public ProjectName Project { get; }

    /// <summary>Empty for a global note.</summary>
    public string Location => _location ?? "";

    public string Id => _id ?? throw new InvalidOperationException("default(NoteName) names no note.");

    public static bool TryParse(string? text, out NoteName name)
    {
        name = default;
        if (text is null || !ResourceNameParser.TrySplit(text, "notes", out var project, out var location, out var id))
        {
            return false;
        }

        name = new(ProjectName.FromId(project), location, id);
        return true;
    }

    public static NoteName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"\"{text}\" is not of the form {Form}.");

    public override string ToString() =>
        Location.Length == 0 ? $"{Project}/notes/{Id}" : $"{Project}/locations/{Location}/notes/{Id}";
}
