namespace Gatehouse.Services.Tests;

/// <summary>Where the standards' own cases are: <c>GATEHOUSE_TESTDATA</c>, or <c>../shared/testdata</c> next to the checkout.</summary>
internal static class TestData
{
    public const string Absent = "the test data is not on this machine; GATEHOUSE_TESTDATA names its folder";

    public static string? FindFolder(params string[] parts)
    {
        var roots = Environment.GetEnvironmentVariable("GATEHOUSE_TESTDATA") is { Length: > 0 } root ? [root] : Ancestors().Select(a => Path.Combine(a, "shared", "testdata"));
        return roots.Select(r => Path.Combine([r, .. parts])).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
