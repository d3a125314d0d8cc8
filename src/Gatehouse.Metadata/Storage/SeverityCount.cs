using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Storage;

/// <summary>Vulnerability occurrences of one resource and effective severity (their severity where no effective one is set). The URI is as the first of them wrote it.</summary>
public sealed record SeverityCount(string ResourceUri, Severity Severity, long Fixable, long Total);
