using Gatehouse.Standards;
using CsCheck;
using Gatehouse.Metadata.Ingestion;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>Reports that were cut or damaged on the way: an importer gives a report or positioned errors, and never throws.</summary>
public sealed class ReportFuzzTests
{
    private const int SecondsPerTest = 5;
    private const int LargestSeed = 200_000;

    private static readonly string[] Oddities = ["null", "7", "-1e400", "\"\"", "[]", "{}", "true", "\"\\ud800\"", "[[1]]", "{\"\\udfff\":1}"];
    private static readonly (string Format, byte[] Bytes)[] Seeds = [.. Samples(), .. SharedData()];

    [Fact]
    public void Cut_report_is_read_or_refused_but_never_throws() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Double[0, 1]).Sample(
            (seed, part) => Check(Seeds[seed].Format, Seeds[seed].Bytes[..(int)(Seeds[seed].Bytes.Length * part)]), time: SecondsPerTest);

    [Fact]
    public void Damaged_report_is_read_or_refused_but_never_throws() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 20]).Sample(
            (seed, changes) => Check(Seeds[seed].Format, Damage(Seeds[seed].Bytes, changes)), time: SecondsPerTest);

    [Fact]
    public void Report_with_values_of_other_types_is_read_or_refused_but_never_throws() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Int[0, 1_000_000], Gen.Int[0, Oddities.Length - 1].Select(i => Oddities[i])).Sample(
            (seed, at, value) => Check(Seeds[seed].Format, Replace(Seeds[seed].Bytes, at, value)), time: SecondsPerTest);

    private static bool Check(string format, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var reading = Reports.Format(format).ReadAsync(stream, new(Reports.Resource, new()), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return reading switch
        {
            ImportReading.Succeeded { Report: var report } => report.Occurrences.All(o => o.Occurrence.ResourceUri.Length > 0 && report.Notes.Any(n => n.Id == o.NoteId)),
            ImportReading.Failed { Errors: var errors } => !errors.IsEmpty,
            _ => false,
        };
    }

    private static byte[] Damage(byte[] bytes, (double Where, byte Value)[] changes)
    {
        var damaged = bytes.ToArray();
        foreach (var (where, value) in changes)
        {
            damaged[(int)(where * (damaged.Length - 1))] = value;
        }

        return damaged;
    }

    /// <summary>Puts a value in the place of the text that follows a colon somewhere.</summary>
    private static byte[] Replace(byte[] bytes, int at, string value)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        var start = text.IndexOf(": \"", at % text.Length, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('"', start + 3);
        return end < 0 ? bytes : System.Text.Encoding.UTF8.GetBytes(text[..(start + 2)] + value + text[(end + 1)..]);
    }

    private static IEnumerable<(string, byte[])> Samples() =>
        from file in Directory.EnumerateFiles(Path.GetDirectoryName(SampleReports.Find("README.md"))!, "web-*.json").Order(StringComparer.Ordinal)
        select (file.Contains(".trivy.", StringComparison.Ordinal) ? "trivy" : file.Contains(".cdx.", StringComparison.Ordinal) ? "cyclonedx" : "in-toto", File.ReadAllBytes(file));

    private static IEnumerable<(string, byte[])> SharedData()
    {
        foreach (var (format, folder) in new[] { ("trivy", "scanners/trivy-golden"), ("grype", "scanners/anchore_grype"), ("cyclonedx", "sboms"), ("spdx", "sboms"), ("in-toto", "attestations/slsa"), ("in-toto", "attestations/dsse") })
        {
            foreach (var file in TestData.FindFolder(folder) is { } path ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Where(f => new FileInfo(f).Length < LargestSeed) : [])
            {
                yield return (format, File.ReadAllBytes(file));
            }
        }
    }
}
