namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>One rating of a vulnerability. <paramref name="Version"/> is 2, 3 or 4; <paramref name="Score"/> 0 when the report has none.</summary>
internal sealed record CvssScore(int Version, string Vector, double Score);
