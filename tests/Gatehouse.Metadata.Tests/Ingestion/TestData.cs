namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>Where the standards' own data is: <c>GATEHOUSE_TESTDATA</c>, or <c>../shared/testdata</c> next to the checkout; and the repository's samples.</summary>
internal static class TestData
{
    public static string? FindFolder(params string[] parts)
    {
        var roots = Environment.GetEnvironmentVariable("GATEHOUSE_TESTDATA") is { Length: > 0 } root ? [root] : Ancestors().Select(a => Path.Combine(a, "shared", "testdata"));
        return roots.Select(r => Path.Combine([r, .. parts])).FirstOrDefault(Directory.Exists);
    }

    /// <summary>The files of a folder and those below; a single entry saying that the data is absent where it is.</summary>
    public static TheoryData<string> Files(string folder, Func<string, bool> isCase)
    {
        var cases = new TheoryData<string>();
        if (FindFolder(folder) is not { } path)
        {
            cases.Add(new TheoryDataRow<string>("") { Skip = $"there is no {folder}: set GATEHOUSE_TESTDATA to the folder that has it" });
            return cases;
        }

        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(isCase).Order(StringComparer.Ordinal))
        {
            cases.Add(Path.GetRelativePath(FindFolder()!, file));
        }

        return cases;
    }

    public static string Sample(string name) => Path.Combine(Ancestors().Select(a => Path.Combine(a, "samples", "pipeline")).First(Directory.Exists), name);

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
