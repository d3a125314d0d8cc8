namespace Gatehouse.Metadata.Ingestion;

/// <summary>What a format has to know beside the report's bytes.</summary>
/// <param name="Resource">Resource URI that takes the place of the report's own; null to find it in the report.</param>
public sealed record ImportContext(string? Resource, IngestionOptions Limits);
