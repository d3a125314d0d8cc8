using Xunit;

namespace Gatehouse.Standards;

/// <summary>Where the standards' own cases are: <c>GATEHOUSE_TESTDATA</c>, or <c>../shared/testdata</c> next to the checkout.</summary>
public static class TestData
{
    public const string Absent = "the test data is not on this machine; GATEHOUSE_TESTDATA names its folder";

    public static string? FindFolder(params string[] parts)
    {
        var roots = Environment.GetEnvironmentVariable("GATEHOUSE_TESTDATA") is { Length: > 0 } root ? [root] : Ancestors().Select(a => Path.Combine(a, "shared", "testdata"));
        return roots.Select(r => Path.Combine([r, .. parts])).FirstOrDefault(Directory.Exists);
    }

    /// <summary>The files of a folder and those below, relative to the root of the data; a single skipped entry where the folder is absent.</summary>
    public static TheoryData<string> Files(string folder, Func<string, bool> isCase) =>
        FindFolder(folder) is { } path
            ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(isCase).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(FindFolder()!, f))]
            : [new TheoryDataRow<string>("") { Skip = Absent }];

    /// <summary>The folders from that of the running program up to the root, nearest first.</summary>
    public static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
