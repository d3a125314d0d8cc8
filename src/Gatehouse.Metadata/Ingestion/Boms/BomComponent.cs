using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>A component of a bill of materials, in the terms that the formats share. Empty text stands for what is not given.</summary>
internal sealed record BomComponent
{
    /// <summary>Id inside the document.</summary>
    public string Reference { get; init; } = "";

    /// <summary>With its namespace, as the ecosystem's people write it.</summary>
    public required string Name { get; init; }

    public string Version { get; init; } = "";

    public string Purl { get; init; } = "";

    public string Cpe { get; init; } = "";

    /// <summary>Of the format: <c>library</c>, <c>operating-system</c>, …</summary>
    public string Kind { get; init; } = "";

    /// <summary>An SPDX expression, or names.</summary>
    public string Licence { get; init; } = "";

    /// <summary>File that the component was found in.</summary>
    public string Path { get; init; } = "";

    public required Place Place { get; init; }

    public required string JsonPath { get; init; }
}
