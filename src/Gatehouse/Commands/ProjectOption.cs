using System.CommandLine;

namespace Gatehouse.Host.Commands;

/// <summary><c>--project</c>, else <c>GATEHOUSE_PROJECT</c>, else the project <c>default</c> that every server has.</summary>
internal static class ProjectOption
{
    public static Option<string> Create() => new("--project", "-p")
    {
        Description = "Id of the project (GATEHOUSE_PROJECT)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GATEHOUSE_PROJECT") is { Length: > 0 } value ? value : "default",
    };
}
