namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>A place in a report: line and column from 1, offset in bytes from 0.</summary>
internal readonly record struct Place(long Line, long Column, long Offset)
{
    public ImportError Error(string path, string message) => new(message, path, Line, Column, Offset);
}
