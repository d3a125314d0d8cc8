using System.CommandLine;
using System.Reflection;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse version</c></summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print the version");
        command.SetAction(_ => Console.Out.WriteLine($"gatehouse {Version} ({Environment.OSVersion.Platform}, .NET {Environment.Version})"));
        return command;
    }

    public static string Version => typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
