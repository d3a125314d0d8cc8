using Gatehouse.Artifacts.Names;

namespace Gatehouse.Metadata.Calls;

/// <summary>Reads the names in requests; a malformed one is INVALID_ARGUMENT stating the form and the value got.</summary>
internal static class Names
{
    public static ProjectName Project(string text) => ProjectName.TryParse(text, out var name) ? name : throw Malformed("name", ProjectName.Form, text);

    public static ParentName Parent(string text) => ParentName.TryParse(text, out var name) ? name : throw Malformed("parent", ParentName.Form, text);

    public static NoteName Note(string text) => NoteName.TryParse(text, out var name) ? name : throw Malformed("name", NoteName.Form, text);

    public static OccurrenceName Occurrence(string text) => OccurrenceName.TryParse(text, out var name) ? name : throw Malformed("name", OccurrenceName.Form, text);

    private static Exception Malformed(string field, string form, string text) => Errors.InvalidArgument(field, $"must be of the form {form}, got \"{text}\"");
}
