namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Gatehouse.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
