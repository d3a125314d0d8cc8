namespace Gatehouse.Access.Decisions;

/// <summary>Which permission guards the policy of a resource.</summary>
public static class PolicyPermissions
{
    public static string GetFor(string resource) => KindOf(resource) switch
    {
        "notes" => Permission.NotesGetIamPolicy,
        "occurrences" => Permission.OccurrencesGetIamPolicy,
        "projects" => Permission.ProjectsGetIamPolicy,
        _ => Permission.ServerGetIamPolicy,
    };

    public static string SetFor(string resource) => KindOf(resource) switch
    {
        "notes" => Permission.NotesSetIamPolicy,
        "occurrences" => Permission.OccurrencesSetIamPolicy,
        "projects" => Permission.ProjectsSetIamPolicy,
        _ => Permission.ServerSetIamPolicy,
    };

    private static string KindOf(string resource)
    {
        var project = ResourceChain.ProjectOf(resource);
        if (project.Length == 0)
        {
            return "";
        }

        var parts = resource.Split('/');
        return parts.Length is 4 or 6 && parts[^2] is ("notes" or "occurrences") ? parts[^2] : "projects";
    }
}
