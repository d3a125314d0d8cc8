using System.Xml.Linq;

namespace Gatehouse.Architecture.Tests;

/// <summary>The checkout this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> SourceProjects => Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories);

    public static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    public static IEnumerable<string> Packages(string project) =>
        XDocument.Load(project).Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value);

    public static IEnumerable<string> SourceFiles(string assembly) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", assembly), "*.cs", SearchOption.AllDirectories);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Gatehouse.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
