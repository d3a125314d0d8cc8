using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Calls;

namespace Gatehouse.Metadata.Access;

/// <summary>What a policy can sit on.</summary>
internal static class IamResource
{
    /// <summary>How people name the server, whose name is empty.</summary>
    public const string Server = "server";

    private const string Forms = $"{ProjectName.Form}, {NoteName.Form} or {OccurrenceName.Form}";

    /// <summary>A project, note or occurrence. Throws INVALID_ARGUMENT for another form.</summary>
    public static string Parse(string resource) =>
        IsRecord(resource) ? resource : throw Errors.InvalidArgument("resource", $"must be of the form {Forms}, got \"{resource}\"");

    /// <summary>Also <c>server</c>.</summary>
    public static string ParseOrServer(string resource) => resource switch
    {
        Server => "",
        _ when IsRecord(resource) => resource,
        _ => throw Errors.InvalidArgument("resource", $"must be \"{Server}\" or of the form {Forms}, got \"{resource}\""),
    };

    private static bool IsRecord(string resource) => ProjectName.TryParse(resource, out _) || NoteName.TryParse(resource, out _) || OccurrenceName.TryParse(resource, out _);
}
