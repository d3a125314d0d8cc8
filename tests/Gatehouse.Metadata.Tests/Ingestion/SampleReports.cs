using Gatehouse.Standards;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>The repository's sample reports.</summary>
internal static class SampleReports
{
    public static string Find(string name) => Path.Combine(TestData.Ancestors().Select(a => Path.Combine(a, "samples", "pipeline")).First(Directory.Exists), name);
}
