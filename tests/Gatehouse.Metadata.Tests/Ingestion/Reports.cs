using System.IO.Compression;
using System.Text;
using Gatehouse.Metadata.Ingestion;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>Reads reports in tests.</summary>
internal static class Reports
{
    public const string Resource = "https://registry.example/app@sha256:649be4bb6a64a7a0e9eb6b2870e5a525c1408eb603b154b4f4595c6ba6bbcd84";

    public static IReportFormat Format(string name) => IngestionServices.Formats.Single(f => f.Name == name);

    public static async Task<ImportReading> ReadAsync(string format, byte[] report, string? resource = Resource, IngestionOptions? limits = null)
    {
        using var stream = new MemoryStream(report);
        return await Format(format).ReadAsync(stream, new(resource, limits ?? new()), TestContext.Current.CancellationToken);
    }

    public static Task<ImportReading> ReadAsync(string format, string report, string? resource = Resource, IngestionOptions? limits = null) =>
        ReadAsync(format, Encoding.UTF8.GetBytes(report), resource, limits);

    public static async Task<ImportedReport> GetAsync(string format, string report, string? resource = Resource) => Succeeded(await ReadAsync(format, report, resource));

    public static ImportedReport Succeeded(ImportReading reading) => reading switch
    {
        ImportReading.Succeeded { Report: var report } => report,
        ImportReading.Failed { Errors: var errors } => throw new InvalidOperationException("The report was not read: " + string.Join("; ", errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static async Task<IReadOnlyList<ImportError>> ErrorsAsync(string format, string report, string? resource = Resource, IngestionOptions? limits = null) =>
        Assert.IsType<ImportReading.Failed>(await ReadAsync(format, report, resource, limits)).Errors;

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    public static byte[] Gunzip(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var target = new MemoryStream();
        gzip.CopyTo(target);
        return target.ToArray();
    }
}
