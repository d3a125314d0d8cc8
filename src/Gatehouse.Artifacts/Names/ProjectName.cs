namespace Gatehouse.Artifacts.Names;

/// <summary>A project, <c>projects/ID</c>: the owner of notes and occurrences.</summary>
public readonly record struct ProjectName
{
    private readonly string? _id;

    private ProjectName(string id) => _id = id;

    /// <summary>The form every error message states.</summary>
    public const string Form = "projects/PROJECT";

    public string Id => _id ?? throw new InvalidOperationException("default(ProjectName) names no project.");

    /// <summary>Makes a name from a bare id. Throws <see cref="FormatException"/> when the id is empty, over 1024 characters, or has a slash or control character.</summary>
    public static ProjectName FromId(string id) => ResourceNameParser.IsSegment(id) ? new(id) : throw new FormatException($"\"{id}\" is not a project id.");

    public static bool TryParse(string? text, out ProjectName name)
    {
        name = default;
        if (text is null || !text.StartsWith("projects/", StringComparison.Ordinal) || !ResourceNameParser.IsSegment(text.AsSpan(9)))
        {
            return false;
        }

        name = new(text[9..]);
        return true;
    }

    public static ProjectName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"\"{text}\" is not of the form {Form}.");

    public override string ToString() => "projects/" + Id;
}
