using System.Collections.Immutable;

namespace Gatehouse.Access.Decisions;

/// <summary>What holds a resource: a record is in its project, a project on the server. A policy counts for all below it.</summary>
public static class ResourceChain
{
    /// <summary>The top: the server itself.</summary>
    public const string Server = "";

    private const string Projects = "projects/";

    /// <summary>From the resource up to the server.</summary>
    public static ImmutableArray<string> Of(string resource)
    {
        var project = ProjectOf(resource);
        return resource == Server ? [Server] : project.Length == 0 || project == resource ? [resource, Server] : [resource, project, Server];
    }

    /// <summary>The project that a resource is in or is; empty for others.</summary>
    public static string ProjectOf(string resource)
    {
        if (!resource.StartsWith(Projects, StringComparison.Ordinal))
        {
            return Server;
        }

        var end = resource.IndexOf('/', Projects.Length);
        return end < 0 ? resource : resource[..end];
    }

    /// <summary>Whether a resource is another or below it.</summary>
    public static bool Holds(string holder, string resource) =>
        holder.Length == 0 || (resource.StartsWith(holder, StringComparison.Ordinal) && (resource.Length == holder.Length || resource[holder.Length] == '/'));

    /// <summary>A name for messages.</summary>
    public static string Describe(string resource) => resource.Length == 0 ? "the server" : $"\"{resource}\"";
}
