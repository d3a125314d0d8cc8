using System.Globalization;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>One mistake in a report and where it is.</summary>
/// <param name="Path">JSON path such as <c>$.Results[0].Vulnerabilities[5].Severity</c>, or empty where the format has no paths.</param>
/// <param name="Line">From 1; 0 when the mistake has no place, for example when something is missing as a whole.</param>
/// <param name="Column">Byte of the line, from 1.</param>
/// <param name="Offset">Byte of the (decompressed) report, from 0.</param>
public sealed record ImportError(string Message, string Path, long Line, long Column, long Offset)
{
    /// <summary>For example <c>line 12, column 5, byte 310, at $.matches[0]</c>; empty without a place.</summary>
    public string Position
    {
        get
        {
            var place = Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}, byte {Offset}");
            return Path.Length == 0 ? place : place.Length == 0 ? Path : $"{place}, at {Path}";
        }
    }

    public override string ToString() => Position.Length == 0 ? Message : $"{Position}: {Message}";
}
