namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>What identifies a bill of materials.</summary>
/// <param name="Format"><c>cyclonedx</c> or <c>spdx</c>.</param>
/// <param name="Id">Serial number and version, or document namespace; empty when it has none.</param>
/// <param name="PredicateType">Type of an attestation with the document as its predicate.</param>
internal sealed record BomDocument(string Format, string Version, string Id, string MimeType, string PredicateType, string Sha256);
